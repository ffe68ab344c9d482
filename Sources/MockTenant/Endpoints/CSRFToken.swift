// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/csrf-token`: 204, and the token in a response header.
///
/// - Source: qlik.dev, "CSRF token": 204, 401, 404 `CSRF-TOKEN-3`, and 400 `CSRF-TOKEN-4` for callers
///   with a bearer token.
enum CSRFToken: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/csrf-token"
    static let access = EndpointAccess.own
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let session = call.verdict.live, let token = call.core.sessions.issueCSRFToken(for: session.key) else {
            let hasBearer = call.verdict.state == .none && call.request.headers.contains("Authorization")
            return call.refuse(hasBearer ? .csrfNotSupported : call.sessionProblem)
        }
        guard call.switches.tellsCSRFTokens else { return call.refuse(.csrfNotFound) }
        var answer = TenantAnswer(status: 204, headers: [HeaderNames.csrf: token])
        if call.switches.rotatesCSRFCookie {
            let writer = call.setCookies
            for pair in call.core.sessions.renewCSRFCookie(for: session.key) {
                answer.headers.append("Set-Cookie", writer.line(pair.name, pair.value))
            }
        }
        return answer
    }
}
