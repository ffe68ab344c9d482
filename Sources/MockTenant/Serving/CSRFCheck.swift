// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Where a CSRF token is needed, and whether one is good.
///
/// - Source: qlik.dev, "CSRF token": modifying calls of a cookie session carry `qlik-csrf-token`.
enum CSRFCheck {
    static func isModifying(_ method: String) -> Bool {
        !["GET", "HEAD", "OPTIONS"].contains(method)
    }

    /// A REST call: the header, and the query only where the switch allows it.
    static func passes(_ call: TenantCall, session: TenantSession) -> Bool {
        let header = call.request.headers.all(HeaderNames.csrf)
        let query = call.switches.acceptsCSRFInQuery ? queryTokens(call) : []
        return judge(header + query, call: call, session: session)
    }

    /// An engine socket: query or header, as the switch says.
    static func admitsSocket(_ call: TenantCall, session: TenantSession) -> Bool {
        switch call.switches.socketCSRF {
        case .off: return true
        case .query: return judge(queryTokens(call), call: call, session: session)
        case .queryOrHeader:
            return judge(queryTokens(call) + call.request.headers.all(HeaderNames.csrf), call: call, session: session)
        }
    }

    private static func judge(_ tokens: [String], call: TenantCall, session: TenantSession) -> Bool {
        let secret = call.core.sessions.session(session.key)?.csrfSecret ?? session.csrfSecret
        let isValid = !tokens.isEmpty && tokens.allSatisfy { CSRFTokens.isValid($0, secret: secret) }
        call.note("csrf", tokens.isEmpty ? "missing" : isValid ? "valid" : "invalid")
        if tokens.count > 1 { call.note("csrf.count", String(tokens.count)) }
        return isValid && (!call.switches.requiresCSRFCookie || call.verdict.hasCSRFCookie)
    }

    private static func queryTokens(_ call: TenantCall) -> [String] {
        call.target.queryItems.filter { $0.name == HeaderNames.csrf }.map(\.value)
    }
}
