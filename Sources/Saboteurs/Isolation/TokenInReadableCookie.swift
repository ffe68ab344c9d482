// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Puts the tenant JWT into a cookie that scripts can read.
public struct TokenInReadableCookie: Saboteur {
    /// The name in reports.
    public static let name = "token-in-readable-cookie"
    /// The requirements that must catch it.
    public static let breaks = ["ISOL-06"]
    /// What is wrong with this proxy.
    public static let summary = "Puts the tenant JWT into a cookie that scripts can read."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        let notes = LinkNotes()
        seams.tenantSide = LinkBehaviour(
            onRequest: { request, _ in
                if let token = request.headers.first("Authorization") { notes["token"] = String(token.dropFirst(7)) }
                return .forward
            })
        seams.browserSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == ProxyNames.callback, let token = notes["token"] else { return }
                response.headers.append("Set-Cookie", "qlik_token=\(token); Path=/; Secure")
            })
    }
}
