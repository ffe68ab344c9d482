// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed

/// Passes what it cannot read as the body of a good answer.
public struct MalformedAnswersLookFine: Saboteur {
    /// The name in reports.
    public static let name = "malformed-answers-look-fine"
    /// The requirements that must catch it.
    public static let breaks = ["ERR-02"]
    /// What is wrong with this proxy.
    public static let summary = "Passes what it cannot read as the body of a good answer."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(onMalformedResponse: { bytes, _ in
            var answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.readableBytes)\r\n\r\n")
            answer.writeImmutableBuffer(bytes)
            return answer
        })
    }
}
