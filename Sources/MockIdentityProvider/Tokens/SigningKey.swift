// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import JWTKit
import Wire

/// A private key of an issuer, with the name under which its public half is published.
///
/// - Source: RFC 7517 §4 (key parameters), RFC 7518 §6.2 and §6.3 (EC and RSA members).
public struct SigningKey: Sendable {
    /// The name under which the public half is published: `kid`.
    public let keyID: String
    /// The algorithm it signs with.
    public let algorithm: SigningAlgorithm
    private let material: Material

    private enum Material: Sendable {
        case rsa(JWTKit.Insecure.RSA.PrivateKey)
        case p256(P256.Signing.PrivateKey)
    }

    /// Makes a fresh key: 2048 bits for RSA, P-256 for ECDSA.
    ///
    /// - Parameters:
    ///   - algorithm: What it signs with.
    ///   - keyID: The name under which it is published.
    /// - Throws: An error of the cryptographic library.
    public init(algorithm: SigningAlgorithm, keyID: String) throws {
        self.keyID = keyID
        self.algorithm = algorithm
        switch algorithm {
        case .rs256: material = .rsa(try JWTKit.Insecure.RSA.PrivateKey(backing: .init(keySize: .bits2048)))
        case .es256: material = .p256(P256.Signing.PrivateKey())
        }
    }

    /// Signs octets as they are: the caller has written header and claims.
    func signature(of signingInput: [UInt8]) async throws -> [UInt8] {
        let keys = JWTKeyCollection()
        switch material {
        case .rsa(let key): await keys.add(rsa: key, digestAlgorithm: .sha256)
        case .p256(let key): await keys.add(ecdsa: try ES256PrivateKey(backing: key))
        }
        return try await keys.getKey().sign(signingInput)
    }

    /// The public half as PEM text, which is also the secret of the HS256 confusion attack.
    var publicPEM: String {
        switch material {
        case .rsa(let key): key.publicKey.pemRepresentation
        case .p256(let key): key.publicKey.pemRepresentation
        }
    }

    /// The public half as a JSON Web Key.
    func publicJWK() throws -> JSONValue {
        var members = JSONObject()
        switch material {
        case .rsa(let key):
            let primitives = try key.publicKey.getKeyPrimitives()
            members["kty"] = .string("RSA")
            members["n"] = .string(Base64.encode([UInt8](primitives.modulus), urlSafe: true, padded: false))
            members["e"] = .string(Base64.encode([UInt8](primitives.publicExponent), urlSafe: true, padded: false))
        case .p256(let key):
            let point = [UInt8](key.publicKey.rawRepresentation)
            members["kty"] = .string("EC")
            members["crv"] = .string("P-256")
            members["x"] = .string(Base64.encode(Array(point.prefix(32)), urlSafe: true, padded: false))
            members["y"] = .string(Base64.encode(Array(point.suffix(32)), urlSafe: true, padded: false))
        }
        members["use"] = .string("sig")
        members["alg"] = .string(algorithm.rawValue)
        members["kid"] = .string(keyID)
        return members.json
    }
}
