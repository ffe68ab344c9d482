// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends the user to the home page after the sign-in, whatever she asked for.
public struct LandsOnHome: Saboteur {
    /// The name in reports.
    public static let name = "lands-on-home"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-12"]
    /// What is wrong with this proxy.
    public static let summary = "Sends the user to the home page after the sign-in, whatever she asked for."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == ProxyNames.callback, response.status / 100 == 3 else { return }
                response.headers.set("Location", "/")
            })
    }
}
