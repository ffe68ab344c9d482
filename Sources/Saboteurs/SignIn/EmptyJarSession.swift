// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
public import Testbed
import Wire

/// Keeps a session although the tenant refused the login.
public struct EmptyJarSession: Saboteur {
    /// The name in reports.
    public static let name = "empty-jar-session"
    /// The requirements that must catch it.
    public static let breaks = ["LOGIN-10"]
    /// What is wrong with this proxy.
    public static let summary = "Keeps a session although the tenant refused the login."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.tenantSide = LinkBehaviour(
            onResponse: { response, request, _ in
                guard request.path == "/login/jwt-session", response.givenCookie("eas.sid") == nil else { return }
                response.status = 200
                response.headers.append("Set-Cookie", "eas.sid=none; Path=/")
                response.headers.append("Set-Cookie", "eas.sid.sig=none; Path=/")
                response.headers.append("Set-Cookie", "_csrfToken=none; Path=/")
                response.headers.append("Set-Cookie", "_csrfToken.sig=none; Path=/")
            })
    }
}
