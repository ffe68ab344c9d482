// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One key registered with the tenant for JWT logins: the tenant's "identity provider" entry.
///
/// - Source: qlik.dev, "Create signed tokens for JWT authorization" (issuer, key id, PEM of a certificate or public key).
public struct TenantKey: Sendable, Hashable {
    /// The value that `iss` must have.
    public var issuer: String
    /// The value that `kid` must have.
    public var keyID: String
    /// A PEM text: `PUBLIC KEY` or `CERTIFICATE`.
    public var publicKeyPEM: String
    /// Seconds of allowed clock difference for tokens of this key; nil leaves it to the tenant's switch.
    public var clockToleranceSeconds: Int64?

    /// Registers `publicKeyPEM` under `issuer` and `keyID`.
    public init(issuer: String, keyID: String, publicKeyPEM: String, clockToleranceSeconds: Int64? = nil) {
        self.issuer = issuer
        self.keyID = keyID
        self.publicKeyPEM = publicKeyPEM
        self.clockToleranceSeconds = clockToleranceSeconds
    }
}
