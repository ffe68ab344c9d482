// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension MockIdentityProvider {
    /// Makes a logout token for a user's session; the harness posts it to the relying party.
    ///
    /// - Shape: names the subject, and the session (`sid`) if the user has one at this issuer in that browser.
    /// - Parameters:
    ///   - user: The user's name, with `~label` after it for a second browser.
    ///   - clientID: The audience.
    ///   - issuer: The issuer's name.
    ///   - defects: Names of `DefectCatalogue`, those of logout tokens (`logout-…`) or of ID tokens.
    /// - Returns: The compact JWT.
    /// - Throws: `IdentityProviderError` for an unknown user, client or defect.
    /// - Source: OpenID Connect Back-Channel Logout 1.0 §2.4, §2.5.
    public func mintLogoutToken(
        for user: String, clientID: String, issuer: String = defaultIssuer, defects: [String] = []
    ) async throws -> String {
        let issuer = directory.open(issuer)
        guard let known = issuer.read({ $0.user(ofCookie: user) }) else {
            throw IdentityProviderError(code: .unknownUser, reason: "\(user) is not registered at \(issuer.name).")
        }
        guard issuer.read({ $0.clients[clientID] }) != nil else {
            throw IdentityProviderError(
                code: .unknownClient, reason: "\(clientID) is not registered at \(issuer.name).")
        }
        let chosen = try defects.map(Self.defect)
        let session = issuer.read { $0.sessions[user] }
        let issue = LogoutTokenIssue(
            issuer: issuer, clientID: clientID, subject: known.subject, sessionIdentifier: session?.identifier)
        return try await issue.token(misbehaving: chosen)
    }

    /// Ends every session of a user and posts a logout token to each client that has tokens of one.
    ///
    /// - Parameters:
    ///   - user: The user's name.
    ///   - issuer: The issuer's name.
    ///   - defects: Names of `DefectCatalogue` for the logout tokens.
    /// - Returns: What became of each token, in the order in which they were posted.
    /// - Throws: `IdentityProviderError` for an unknown defect.
    /// - Source: OpenID Connect Back-Channel Logout 1.0 §2.3 and §2.5.
    public func logOut(
        _ user: String, issuer: String = defaultIssuer, defects: [String] = []
    ) async throws -> [BackChannelDelivery] {
        let chosen = try defects.map(Self.defect)
        let issuer = directory.open(issuer)
        return try await issuer.announceEnd(of: issuer.signOut(user), misbehaving: chosen)
    }
}
