// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Keeps the state of a sign-in for whoever comes with it, not for the browser that began.
public struct StateWithoutBrowser: Saboteur {
    /// The name in reports.
    public static let name = "state-without-browser"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-03"]
    /// What is wrong with this proxy.
    public static let summary =
        "Keeps the state of a sign-in for whoever comes with it, not for the browser that began."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                guard request.path == ProxyNames.callback else { return .forward }
                let state = RequestTarget(request.target).queryItems.first { $0.0 == "state" }?.1 ?? ""
                if let cookie = context.shared["cookie of \(state)"] { request.headers.set("Cookie", cookie) }
                return .forward
            },
            onResponse: { response, _, context in
                guard let location = response.headers.first("Location") else { return }
                let state = RequestTarget(location).queryItems.first { $0.0 == "state" }?.1
                let cookies = response.headers.all("Set-Cookie").map { String($0.prefix { $0 != ";" }) }
                if let state { context.shared["cookie of \(state)"] = cookies.joined(separator: "; ") }
            })
    }
}
