// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Judges whether an ID token is this provider's word about this sign-in.
public protocol IDTokenVerifier: Sendable {
    /// The sign-in that the token states.
    ///
    /// - Throws: `ProviderTokenProblem`, or what `expectation.keySet` throws.
    func verify(_ token: String, _ expectation: IDTokenExpectation) async throws -> ProviderSignIn
}

/// What an ID token must agree with.
public struct IDTokenExpectation: Sendable {
    /// The issuer as discovered.
    public var issuer: String
    /// Our client id.
    public var clientID: String
    /// The nonce that was sent.
    public var nonce: String
    /// The time, in milliseconds since 1970.
    public var now: Int64
    /// Gives the provider's key set as JSON; true asks for a fresh one, because the kept one lacks a key.
    public var keySet: @Sendable (Bool) async throws -> String

    /// States an expectation.
    public init(
        issuer: String, clientID: String, nonce: String, now: Int64,
        keySet: @escaping @Sendable (Bool) async throws -> String
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.nonce = nonce
        self.now = now
        self.keySet = keySet
    }
}
