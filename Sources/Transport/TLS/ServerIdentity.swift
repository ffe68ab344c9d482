// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A certificate chain with its private key, both as PEM text.
public struct ServerIdentity: Sendable, Hashable, CustomStringConvertible {
    /// The leaf first, then the certificates that sign it.
    public var certificateChainPEM: String
    /// The private key of the leaf; never printed.
    public var privateKeyPEM: String

    /// Takes PEM texts.
    public init(certificateChainPEM: String, privateKeyPEM: String) {
        self.certificateChainPEM = certificateChainPEM
        self.privateKeyPEM = privateKeyPEM
    }

    /// Tells that an identity is there, without showing the key.
    public var description: String { "ServerIdentity(\(certificateChainPEM.utf8.count) bytes of certificates)" }
}
