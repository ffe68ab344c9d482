// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Everything one issuer knows; no other issuer sees any of it.
struct IssuerState: Sendable {
    var switches: IdentityProviderSwitches
    var users: [IdentityUser] = []
    var clients: [String: RelyingParty] = [:]
    var sessions: [String: SingleSignOnSession] = [:]
    /// Users whose sign-in cookie is not honoured until they sign in anew.
    var signedOut: Set<String> = []
    /// The clients that have tokens of a session, by its `sid`.
    var relyingParties: [String: Set<String>] = [:]
    var codes: [String: AuthorizationGrant] = [:]
    var accessTokens: [String: TokenGrant] = [:]
    var refreshTokens: [String: TokenGrant] = [:]
    /// The families of refresh tokens that were exchanged: one that comes again was stolen, before or after.
    var spentRefreshTokens: [String: String] = [:]
    var keys = KeyRing()

    /// The user with this name, which is compared octet by octet.
    func user(named name: String) -> IdentityUser? { users.first { $0.name == name } }

    /// Adds a user, or replaces the one with the same name.
    mutating func put(_ user: IdentityUser) {
        if let place = users.firstIndex(where: { $0.name == user.name }) {
            users[place] = user
        } else {
            users.append(user)
        }
    }

    /// The user whom an `idp_session` cookie names: `ana`, or `ana~second` for another browser of hers.
    func user(ofCookie value: String) -> IdentityUser? {
        if let user = user(named: value) { return user }
        guard let mark = value.lastIndex(of: "~") else { return nil }
        return user(named: String(value[..<mark]))
    }

    /// Forgets every token that descends from a code, because the code or a spent refresh token came again.
    mutating func revoke(family: String) {
        accessTokens = accessTokens.filter { $0.value.family != family }
        refreshTokens = refreshTokens.filter { $0.value.family != family }
    }
}
