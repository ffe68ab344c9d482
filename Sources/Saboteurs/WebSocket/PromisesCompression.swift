// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Confirms an extension that it does not speak.
public struct PromisesCompression: Saboteur {
    /// The name in reports.
    public static let name = "promises-compression"
    /// The requirements that must catch it.
    public static let breaks = ["WS-10"]
    /// What is wrong with this proxy.
    public static let summary = "Confirms an extension that it does not speak."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard response.status == 101, request.headers.contains("Sec-WebSocket-Extensions") else { return }
                response.headers.set("Sec-WebSocket-Extensions", "permessage-deflate")
            })
    }
}
