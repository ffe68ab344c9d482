// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Copies the fields of one connection to the next.
public struct CopiesHopFields: Saboteur {
    /// The name in reports.
    public static let name = "copies-hop-fields"
    /// The requirements that must catch it.
    public static let breaks = ["HOP-01"]
    /// What is wrong with this proxy.
    public static let summary = "Copies the fields of one connection to the next."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let names = ["Keep-Alive", "TE", "Proxy-Authorization"]
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.hide(names, in: &request.headers)
                return .forward
            })
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                Smuggling.reveal(names, in: &request.headers)
                return .forward
            })
    }
}
