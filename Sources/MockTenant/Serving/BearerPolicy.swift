// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What counts where a request carries a bearer token and session cookies: nobody knows, so it is a switch.
///
/// - Source: Qlik's Python sample sends the login token along with the cookies, so it is presumably tolerated.
enum BearerPolicy {
    /// False where the token is looked at first; the login itself is the one place that expects it.
    static func admits(_ call: TenantCall, match: TenantEndpoints.Match) -> Bool {
        guard call.verdict.state != .none, call.request.headers.contains("Authorization") else { return true }
        if case .endpoint(let endpoint, _) = match, endpoint is JWTSession.Type { return true }
        let isAdmitted = call.switches.bearerBesideCookies == .cookiesWin
        call.note("bearer.beside-cookies", isAdmitted ? "ignored" : "refused")
        return isAdmitted
    }
}
