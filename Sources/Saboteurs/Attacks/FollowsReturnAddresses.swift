// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Sends users after the sign-in to whatever URL the link named.
public struct FollowsReturnAddresses: Saboteur {
    /// The name in reports.
    public static let name = "follows-return-addresses"
    /// The requirements that must catch it.
    public static let breaks = ["ATT-03"]
    /// What is wrong with this proxy.
    public static let summary = "Sends users after the sign-in to whatever URL the link named."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if request.path == ProxyNames.login {
                    context.shared["wanted"] = RequestTarget(request.target).queryItems.first { $0.0 == "returnTo" }?.1
                }
                return .forward
            },
            onResponse: { response, request, context in
                guard request.path == ProxyNames.callback, response.status / 100 == 3,
                    let wanted = context.shared["wanted"]
                else { return }
                response.headers.set("Location", wanted)
            })
    }
}
