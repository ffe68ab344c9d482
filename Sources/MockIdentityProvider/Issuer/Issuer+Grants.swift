// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension Issuer {
    /// Issues a code for a checked authorize request.
    func issueCode(
        for request: AuthorizeRequest, session: SingleSignOnSession, misbehaving defect: IdentityDefect?
    ) -> String {
        let code = freshSecret()
        var grant = AuthorizationGrant(
            code: code, clientID: request.client.clientID, redirectURI: request.redirectURI,
            codeChallenge: request.codeChallenge, nonce: request.nonce, scopes: request.scopes,
            user: session.user, session: session, expiresAt: now + switches.codeLifetime.inMilliseconds)
        if case .code(let change)? = defect?.effect { change(&grant, defectContext()) }
        change { [grant] in $0.codes[code] = grant }
        ledger.note(.authorizationCode, code, owner: session.user)
        return code
    }

    /// Takes a code: the first time it is returned, the second time everything it led to is revoked.
    ///
    /// - Source: RFC 6749 §4.1.2, "If an authorization code is used more than once".
    func redeem(code: String) throws(OAuthRefusal) -> AuthorizationGrant {
        let now = self.now
        let found: Result<AuthorizationGrant, OAuthRefusal> = change { state in
            guard let grant = state.codes[code] else { return .failure(.invalidGrant("The code is unknown.")) }
            guard !grant.isSpent else {
                state.revoke(family: code)
                return .failure(.invalidGrant("The code has been used before."))
            }
            state.codes[code]?.isSpent = true
            guard grant.expiresAt > now else { return .failure(.invalidGrant("The code has expired.")) }
            return .success(grant)
        }
        return try found.get()
    }

    /// Issues an access token, and a refresh token where scope and switches allow one.
    func issueTokens(
        _ scopes: [String], for clientID: String, session: SingleSignOnSession, family: String
    ) -> (access: String, refresh: String?) {
        let switches = self.switches
        let access = freshSecret()
        let offline = switches.issuesRefreshTokens && scopes.contains("offline_access")
        let refresh = offline ? freshSecret() : nil
        let expiry = now + switches.accessTokenLifetime.inMilliseconds
        change { state in
            state.accessTokens[access] = TokenGrant(
                clientID: clientID, user: session.user, scopes: scopes, session: session, family: family,
                expiresAt: expiry)
            if let refresh {
                state.refreshTokens[refresh] = TokenGrant(
                    clientID: clientID, user: session.user, scopes: scopes, session: session, family: family,
                    expiresAt: nil)
            }
            state.relyingParties[session.identifier, default: []].insert(clientID)
        }
        ledger.note(.accessToken, access, owner: session.user)
        if let refresh { ledger.note(.refreshToken, refresh, owner: session.user) }
        return (access, refresh)
    }

    /// Takes a refresh token; it is spent afterwards, and whoever presents it again ends its family.
    ///
    /// - Source: RFC 9700 §2.2.2 and §4.14.2 (rotation, and what reuse tells); RFC 6819 §5.2.2.3.
    func redeem(refreshToken: String, clientID: String) throws(OAuthRefusal) -> TokenGrant {
        let grant: TokenGrant? = change { state in
            if state.switches.revokesReusedRefreshTokens, let family = state.spentRefreshTokens[refreshToken] {
                state.revoke(family: family)
            }
            guard let grant = state.refreshTokens[refreshToken], grant.clientID == clientID else { return nil }
            state.refreshTokens[refreshToken] = nil
            state.spentRefreshTokens[refreshToken] = grant.family
            return grant
        }
        guard let grant else { throw .invalidGrant("The refresh token is unknown or spent.") }
        return grant
    }

    /// Lets a refresh token stand that no new one replaces (RFC 6749 §6, "MAY issue a new refresh token").
    func keep(refreshToken: String, for grant: TokenGrant) {
        change { state in
            state.spentRefreshTokens[refreshToken] = nil
            state.refreshTokens[refreshToken] = grant
        }
    }

    /// What an access token stands for, while it is valid.
    func grant(accessToken: String) -> TokenGrant? {
        let now = self.now
        return read { state in
            guard let grant = state.accessTokens[accessToken], (grant.expiresAt ?? .max) > now else { return nil }
            return grant
        }
    }
}
