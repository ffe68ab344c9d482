// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The signature algorithms with which the mock identity provider signs.
///
/// - Source: RFC 7518 §3.1; OpenID Connect Core 1.0 §15.1 requires RS256 of every provider.
public enum SigningAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
}
