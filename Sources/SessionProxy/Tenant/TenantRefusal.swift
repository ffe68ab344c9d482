// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// The tenant did not open a session, for good or for the moment (EXP-04).
struct TenantRefusal: Error, Sendable {
    /// Whether asking again with the same user would be refused again.
    var isDefinite: Bool
    /// What a browser is told.
    var error: ProxyError

    init(isDefinite: Bool, reason: String) {
        self.isDefinite = isDefinite
        error = ProxyError(.tenantRefusedLogin, source: .upstream, reason: reason)
    }

    /// 400, 401 and 403 are said about the token and its user; everything else is the tenant's state of the moment.
    ///
    /// - Source: qlik.dev, "Login": errors 400, 401, 403 and 429.
    init(status: Int) {
        self.init(
            isDefinite: [400, 401, 403].contains(status), reason: "The tenant answered the login with \(status).")
        if status >= 500 || status == 429 {
            error = ProxyError(.tenantUnreachable, source: .upstream, reason: error.reason)
        }
    }

    init(_ transport: TransportError) {
        isDefinite = false
        let code: ProxyError.Code =
            switch transport.code {
            case .timedOut: .tenantSilent
            case .malformed, .tooLarge: .tenantMalformed
            default: .tenantUnreachable
            }
        error = ProxyError(code, source: .upstream, reason: "The tenant gave no answer: \(transport.code.rawValue).")
    }

    /// A 200 that set no session cookie.
    static let withoutSession = TenantRefusal(
        isDefinite: false, reason: "The tenant answered the login without a session cookie.")
}
