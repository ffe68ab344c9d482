// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Decides whether a login token opens a session.
///
/// - Units: times are seconds since the epoch; `exp − nbf` may be 3600 s and no more.
/// - Source: qlik.dev, "Login": `alg` asymmetric, `kid` and `iss` registered, `aud` exact, `jti` used once.
struct TokenVerifier: Sendable {
    static let audience = "qlik.api/login/jwt-session"
    static let longestLifeSeconds: Int64 = 3600

    let keys: [TenantKey]
    let switches: TenantSwitches
    let ledger: TokenLedger

    func verify(_ text: String, now: Int64) throws(TokenRefusal) -> TokenClaims {
        let token = try CompactToken(text)
        let algorithm = try algorithm(of: token)
        let key = try key(for: token)
        guard PublicKey.with(pem: key.publicKeyPEM, { _ in true }) == true else {
            throw TokenRefusal(.badRegistration, "The registered text holds no key")
        }
        guard
            SignatureCheck.isValid(
                token.signature, over: token.signingInput, algorithm: algorithm, publicKeyPEM: key.publicKeyPEM)
        else { throw TokenRefusal(.signature, "Signature does not verify") }
        let claims = try read(ClaimReader(claims: token.claims))
        let tolerance = key.clockToleranceSeconds ?? switches.clockToleranceSeconds
        try checkTimes(claims, tolerance: tolerance, now: now)
        try checkReplay(claims, tolerance: tolerance, now: now)
        return claims
    }

    private func algorithm(of token: CompactToken) throws(TokenRefusal) -> TokenAlgorithm {
        guard let name = token.header["alg"]?.stringValue, let algorithm = TokenAlgorithm(rawValue: name),
            switches.algorithms.contains(algorithm)
        else { throw TokenRefusal(.algorithm, "Algorithm is not accepted") }
        // RFC 7515 §4.1.11: an extension that is not understood makes the token invalid.
        guard token.header["crit"] == nil else { throw TokenRefusal(.algorithm, "Header crit is not understood") }
        return algorithm
    }

    private func key(for token: CompactToken) throws(TokenRefusal) -> TenantKey {
        let reader = ClaimReader(claims: token.claims)
        let issuer = try reader.string("iss")
        guard let keyID = token.header["kid"]?.stringValue, !keyID.isEmpty else {
            throw TokenRefusal(.unknownKey, "Header has no kid")
        }
        let ofIssuer = keys.filter { $0.issuer == issuer }
        guard !ofIssuer.isEmpty else { throw TokenRefusal(.unknownIssuer, "Issuer is not registered") }
        guard let key = ofIssuer.first(where: { $0.keyID == keyID }) else {
            throw TokenRefusal(.unknownKey, "Key id is not registered for this issuer")
        }
        return key
    }

    private func read(_ reader: ClaimReader) throws(TokenRefusal) -> TokenClaims {
        guard try reader.audiences() == [Self.audience] else {
            throw TokenRefusal(.audience, "Audience is not \(Self.audience)")
        }
        let strict = switches.enforcesProfileClaims
        if strict || reader.has("subType") {
            guard try reader.string("subType") == "user" else {
                throw TokenRefusal(.claimType, "Claim subType is not user")
            }
        }
        let subject = try reader.string("sub")
        _ = try reader.date("iat")
        return TokenClaims(
            issuer: try reader.string("iss"),
            subject: subject,
            identifier: try reader.stringOrNumber("jti"),
            name: strict || reader.has("name") ? try reader.string("name") : subject,
            email: strict || reader.has("email") ? try reader.string("email") : "",
            emailVerified: strict || reader.has("email_verified") ? try reader.boolean("email_verified") : false,
            groups: try reader.groups(),
            notBefore: try reader.date("nbf"),
            expiry: try reader.date("exp"))
    }

    private func checkTimes(_ claims: TokenClaims, tolerance: Int64, now: Int64) throws(TokenRefusal) {
        guard claims.expiry - claims.notBefore <= Self.longestLifeSeconds else {
            throw TokenRefusal(.lifetime, "exp is more than \(Self.longestLifeSeconds) seconds after nbf")
        }
        guard now + tolerance >= claims.notBefore else { throw TokenRefusal(.notYetValid, "Token is not yet valid") }
        guard now - tolerance < claims.expiry else { throw TokenRefusal(.expired, "Token has expired") }
    }

    private func checkReplay(_ claims: TokenClaims, tolerance: Int64, now: Int64) throws(TokenRefusal) {
        guard switches.refusesReplayedTokens else { return }
        let until = claims.expiry + tolerance
        guard ledger.use(claims.identifier, of: claims.issuer, until: until, now: now) else {
            throw TokenRefusal(.replayed, "Claim jti was used before")
        }
    }
}
