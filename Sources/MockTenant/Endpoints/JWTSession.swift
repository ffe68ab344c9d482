// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /login/jwt-session`: a signed token becomes a session.
///
/// - Source: qlik.dev, "Login": 200 and several `Set-Cookie`; 400 for a missing claim, 401 for a bad token.
enum JWTSession: TenantEndpoint {
    static let methods: [String] = []
    static let path: PathPattern = "/login/jwt-session"
    static let access = EndpointAccess.own
    static let mark = ContractMark.documented
    static let tier = RateTier.two

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.request.method == "POST" else {
            return TenantAnswer(status: call.switches.otherLoginMethodStatus, body: .bytes([]))
        }
        let answer = login(call)
        call.core.logins.note(TokenPeek(call.request).facts, isAccepted: answer.status == 200)
        return answer
    }

    private static func login(_ call: TenantCall) -> TenantAnswer {
        guard !call.core.keys.isEmpty else { return call.refuse(.unknownHost) }
        let token: String
        let claims: TokenClaims
        do throws(TokenRefusal) {
            token = try bearerToken(of: call.request)
            let verifier = TokenVerifier(
                keys: call.core.keys, switches: call.switches, ledger: call.core.ledger)
            claims = try verifier.verify(token, now: call.now / 1000)
        } catch {
            call.note("jwt.verdict", error.code.rawValue)
            return call.refuse(.token(error))
        }
        do throws(TenantProblem) {
            return try open(claims, token: token, call: call)
        } catch {
            call.note("jwt.verdict", "user-refused")
            return call.refuse(error)
        }
    }

    private static func open(
        _ claims: TokenClaims, token: String, call: TenantCall
    ) throws(TenantProblem) -> TenantAnswer {
        let entry = call.core.identityProviders.all.first { $0.key.issuer == claims.issuer }
        guard let entry, entry.isActive else {
            throw .token(TokenRefusal(.badRegistration, "The identity provider is not active"))
        }
        let user = try call.core.users.login(
            claims, createsUsers: entry.createsUsers, switches: call.switches, now: call.now)
        let session = call.core.sessions.open(for: user.user, switches: call.switches, now: call.now)
        call.core.canaries.add(.tenantToken, owner: user.user.name, name: "jwt", value: token)
        if user.isNew {
            call.core.canaries.add(.bodyMarker, owner: user.user.name, name: "marker", value: user.user.marker)
        }
        call.core.witness.update(call.exchange) { exchange in
            exchange.actor = user.user.name
            exchange.facts["jwt.verdict"] = "accepted"
            exchange.facts["session.opened"] = session.fingerprint
        }
        let body: [UInt8] = call.switches.answersLoginWithObject ? Array("{}".utf8) : []
        var answer = TenantAnswer(status: 200, headers: ["Content-Type": "application/json"], body: .bytes(body))
        for line in cookieLines(of: session, call: call) { answer.headers.append("Set-Cookie", line) }
        return answer
    }

    private static func cookieLines(of session: TenantSession, call: TenantCall) -> [String] {
        let writer = call.setCookies
        var lines = session.pairs.map { writer.line($0.name, $0.value) }
        if call.switches.sendsLoadBalancerCookies {
            let value = LoadBalancerCookie.value(prefix: session.loadBalancerPrefix, random: call.core.random)
            lines += writer.loadBalancer(value)
        }
        return lines
    }

    private static func bearerToken(of request: RequestHead) throws(TokenRefusal) -> String {
        let values = request.headers.all("Authorization")
        guard let value = values.first else {
            throw TokenRefusal(.missingAuthorization, "Request has no Authorization header")
        }
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        guard values.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw TokenRefusal(.missingAuthorization, "Authorization is not one Bearer token")
        }
        return parts[1]
    }
}
