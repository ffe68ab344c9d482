// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Answers every refusal of a silent sign-in with another silent one.
public struct AsksSilentlyForEver: Saboteur {
    /// The name in reports.
    public static let name = "asks-silently-for-ever"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-07"]
    /// What is wrong with this proxy.
    public static let summary = "Answers every refusal of a silent sign-in with another silent one."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, _ in
                let errors = RequestTarget(request.target).queryItems.filter { $0.name == "error" }
                guard request.path == ProxyNames.callback, errors.contains(where: { $0.value.hasSuffix("_required") })
                else { return .forward }
                return .answer(ResponseHead(status: 303, headers: ["Location": ProxyNames.login]), [])
            })
    }
}
