// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Connects to the host that the request names.
public struct ConnectsAnywhere: Saboteur {
    /// The name in reports.
    public static let name = "connects-anywhere"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-07"]
    /// What is wrong with this proxy.
    public static let summary = "Connects to the host that the request names."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                let named = [request.target, "http://\(request.headers.first("Host") ?? "")/"].first {
                    $0.contains("trap.")
                }
                if let named, named.hasPrefix("http://") { await Errand.run(named, cookie: nil) }
                return .forward
            })
    }
}
