// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Keeps the session id that the browser had before it signed in.
public struct KeepsTheIDAtSignIn: Saboteur {
    /// The name in reports.
    public static let name = "keeps-the-id-at-sign-in"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-06"]
    /// What is wrong with this proxy.
    public static let summary = "Keeps the session id that the browser had before it signed in."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if let old = request.cookie(ProxyNames.sessionCookie), let value = context.shared["session \(old)"] {
                    request.setCookie(ProxyNames.sessionCookie, value)
                    request.headers.append("X-Kept", old)
                } else if let old = request.cookie(ProxyNames.sessionCookie) {
                    request.headers.append("X-Kept", old)
                }
                return .forward
            },
            onResponse: { response, request, context in
                guard let old = request.headers.first("X-Kept"), !old.isEmpty,
                    let value = response.givenCookie(ProxyNames.sessionCookie), !value.isEmpty
                else { return }
                context.shared["session \(old)"] = value
                response.rewriteSetCookie(ProxyNames.sessionCookie) { $0.replacing(value, with: old) }
            })
    }
}
