// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How a tenant knows whoever signs users in: the published variables `issuer`, `keyId` and `privateKey`.
///
/// - Source: qlik.dev, "Create signed tokens for JWT authorization".
public struct TenantAccess: Sendable, CustomStringConvertible {
    /// The issuer of the tokens, as registered at the tenant.
    public let tokenIssuer: String
    /// Signs the tokens.
    public let signer: JWTKitTokenSigner

    /// How long a token is good for, in seconds; it is used once, at once.
    private static let tokenSeconds: Int64 = 60
    /// How much the tenant's clock may be behind ours, in seconds.
    private static let skewSeconds: Int64 = 10

    /// Takes what the tenant has registered.
    public init(tokenIssuer: String, signer: JWTKitTokenSigner) {
        self.tokenIssuer = tokenIssuer
        self.signer = signer
    }

    /// Reads the variables that are set, and below them a `.env` file when there is one.
    ///
    /// - Throws: `ConfigurationProblems`.
    public static func read(
        from environment: [String: String], dotEnvPath: String
    ) throws(ConfigurationProblems) -> TenantAccess {
        var reader = EnvironmentReader(try DotEnv.below(environment, path: dotEnvPath))
        let issuer = reader.requiredText("issuer")
        let keyID = reader.requiredText("keyId")
        let key = reader.requiredPrivateKey(keyID: keyID ?? "")
        guard let issuer, let key else { throw ConfigurationProblems(reader.problems) }
        return TenantAccess(tokenIssuer: issuer, signer: key.signer)
    }

    /// A signed token for somebody, good for a minute.
    ///
    /// - Units: `now` in seconds since 1970.
    public func token(for subject: String, email: String, id: String, now: Int64) async throws -> String {
        let start = now - Self.skewSeconds
        return try await signer.sign(
            TenantClaims(
                issuer: tokenIssuer, subject: subject, name: subject, email: email, isEmailVerified: true, groups: nil,
                tokenID: id, issuedAt: now, notBefore: start, expiresAt: start + Self.tokenSeconds))
    }

    /// Names the issuer; never the key.
    public var description: String { "TenantAccess(\(tokenIssuer))" }
}
