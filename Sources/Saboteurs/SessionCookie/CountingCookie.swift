// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Numbers its sessions.
public struct CountingCookie: Saboteur {
    /// The name in reports.
    public static let name = "counting-cookie"
    /// The requirements that must catch it.
    public static let breaks = ["COOKIE-05"]
    /// What is wrong with this proxy.
    public static let summary = "Numbers its sessions."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.browserSide = LinkBehaviour(
            onRequest: { request, context in
                if let number = request.cookie(ProxyNames.sessionCookie),
                    let value = context.shared["session \(number)"]
                {
                    request.setCookie(ProxyNames.sessionCookie, value)
                }
                return .forward
            },
            onResponse: { response, _, context in
                guard let value = response.givenCookie(ProxyNames.sessionCookie), !value.isEmpty else { return }
                let number = context.shared.count("sessions")
                context.shared["session \(number)"] = value
                response.rewriteSetCookie(ProxyNames.sessionCookie) { $0.replacing(value, with: "\(number)") }
            })
    }
}
