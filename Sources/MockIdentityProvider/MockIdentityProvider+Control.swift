// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

extension MockIdentityProvider {
    /// The issuer identifier, `https://idp.localhost:PORT/NAME`; the issuer is opened if it was not.
    ///
    /// - Parameter name: The first path segment.
    /// - Returns: The value of `iss`, from which discovery starts.
    public func issuer(_ name: String = defaultIssuer) -> String { directory.open(name).identifier }

    /// Opens one more issuer, or furnishes it anew, with the users, clients and switches that another one has now.
    ///
    /// - Parameters:
    ///   - name: The first path segment.
    ///   - other: The issuer to take after.
    /// - Returns: The value of `iss`.
    public func openIssuer(_ name: String, like other: String = defaultIssuer) -> String {
        let issuer = directory.open(name)
        issuer.adoptRegistrations(of: directory.open(other))
        return issuer.identifier
    }

    /// Says under which origin the provider is reached when something stands in front of it.
    ///
    /// - Parameter origin: Scheme, host and port, such as `https://idp.localhost:4711`.
    public func advertise(origin: String) {
        directory.advertise(origin: origin)
    }

    /// Makes a user known, or replaces the one with the same name.
    ///
    /// - Parameters:
    ///   - user: The user with all claims.
    ///   - issuer: The issuer's name.
    public func register(user: IdentityUser, issuer: String = defaultIssuer) {
        directory.open(issuer).change { state in
            state.put(user)
            state.signedOut.remove(user.name)
        }
    }

    /// Makes a client known, or replaces the one with the same id.
    ///
    /// - Parameters:
    ///   - client: The client with its redirect URIs.
    ///   - issuer: The issuer's name.
    public func register(client: RelyingParty, issuer: String = defaultIssuer) {
        directory.open(issuer).change { $0.clients[client.clientID] = client }
        directory.ledger.note(.clientSecret, client.clientSecret, owner: client.clientID)
    }

    /// The users of an issuer in the order of their registration.
    ///
    /// - Parameter issuer: The issuer's name.
    /// - Returns: The users with their claims.
    public func users(issuer: String = defaultIssuer) -> [IdentityUser] { directory.open(issuer).read { $0.users } }

    /// Changes what an issuer demands and offers, from the next request on.
    ///
    /// - Parameters:
    ///   - issuer: The issuer's name.
    ///   - change: Edits the switches.
    public func configure(
        issuer: String = defaultIssuer, _ change: @Sendable (inout IdentityProviderSwitches) -> Void
    ) {
        directory.open(issuer).change { change(&$0.switches) }
    }

    /// Ends every session of a user at an issuer; the user's cookie is not honoured until the next sign-in.
    ///
    /// - Parameters:
    ///   - user: The user's name.
    ///   - issuer: The issuer's name.
    public func endSSOSession(of user: String, issuer: String = defaultIssuer) {
        _ = directory.open(issuer).signOut(user)
    }

    /// Honours a user's cookie again after `endSSOSession`.
    ///
    /// - Parameters:
    ///   - user: The user's name.
    ///   - issuer: The issuer's name.
    public func allowSSOSession(of user: String, issuer: String = defaultIssuer) {
        directory.open(issuer).change { _ = $0.signedOut.remove(user) }
    }

    /// Every secret that was issued or seen so far.
    ///
    /// - Returns: Codes, tokens, verifiers, states, nonces and client secrets, with the user they belong to.
    public func canaries() -> [Canary] { directory.ledger.canaries }
}
