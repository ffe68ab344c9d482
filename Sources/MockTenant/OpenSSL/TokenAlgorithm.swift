// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The signature algorithms of RFC 7518 §3.1 that the tenant can be told to accept.
///
/// The HS family and `none` are no members, so no switch can allow them.
/// - Source: qlik.dev, "Login" (any asymmetric algorithm) and "Implement JWT authorization" (RS256).
public enum TokenAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = "RS256"
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    case rs384 = "RS384"
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    case rs512 = "RS512"
    /// RSASSA-PSS with SHA-256.
    case ps256 = "PS256"
    /// RSASSA-PSS with SHA-384.
    case ps384 = "PS384"
    /// RSASSA-PSS with SHA-512.
    case ps512 = "PS512"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// ECDSA on P-384 with SHA-384.
    case es384 = "ES384"
    /// ECDSA on P-521 with SHA-512.
    case es512 = "ES512"

    enum Family {
        case pkcs1
        case pss
        case ecdsa(curve: String, coordinateBytes: Int)
    }

    var family: Family {
        switch self {
        case .rs256, .rs384, .rs512: .pkcs1
        case .ps256, .ps384, .ps512: .pss
        case .es256: .ecdsa(curve: "prime256v1", coordinateBytes: 32)
        case .es384: .ecdsa(curve: "secp384r1", coordinateBytes: 48)
        case .es512: .ecdsa(curve: "secp521r1", coordinateBytes: 66)
        }
    }
}
