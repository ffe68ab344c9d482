// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Judges whether a logout token is this provider's order to us.
public protocol LogoutTokenVerifier: Sendable {
    /// What the token orders.
    ///
    /// - Throws: `ProviderTokenProblem`, or what `expectation.keySet` throws.
    func verify(_ token: String, _ expectation: LogoutTokenExpectation) async throws -> LogoutToken
}

/// What a logout token must agree with.
public struct LogoutTokenExpectation: Sendable {
    /// The issuer as discovered.
    public var issuer: String
    /// Our client id.
    public var clientID: String
    /// The time, in milliseconds since 1970.
    public var now: Int64
    /// Gives the provider's key set as JSON; true asks for a fresh one, because the kept one lacks a key.
    public var keySet: @Sendable (Bool) async throws -> String

    /// States an expectation.
    public init(
        issuer: String, clientID: String, now: Int64, keySet: @escaping @Sendable (Bool) async throws -> String
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.now = now
        self.keySet = keySet
    }
}

/// A good logout token: whose sessions are to end.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.4.
public struct LogoutToken: Sendable, Hashable {
    /// The claim `sub`; nil when the token names a sign-in only.
    public var subject: String?
    /// The claim `sid`; nil when every session of the subject is meant.
    public var sessionID: String?
    /// The claim `jti`, which no other token has.
    public var tokenID: String
    /// When the token would be refused for its age, in milliseconds since 1970.
    public var expiresAt: Int64

    /// States an order.
    public init(subject: String?, sessionID: String?, tokenID: String, expiresAt: Int64) {
        self.subject = subject
        self.sessionID = sessionID
        self.tokenID = tokenID
        self.expiresAt = expiresAt
    }
}
