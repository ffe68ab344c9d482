// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import NIOCore
public import Testbed

/// Decodes request bodies as text and encodes them again.
public struct BodiesAsText: Saboteur {
    /// The name in reports.
    public static let name = "bodies-as-text"
    /// The requirements that must catch it.
    public static let breaks = ["BODY-01"]
    /// What is wrong with this proxy.
    public static let summary = "Decodes request bodies as text and encodes them again."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onRequestBody: { body, _, _ in ByteBuffer(string: String(decoding: body.readableBytesView, as: UTF8.self)) }
        )
    }
}
