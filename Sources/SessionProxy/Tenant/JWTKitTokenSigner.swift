// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import JWTKit

/// Signs with jwt-kit: RS256 with an RSA key, ES256 or ES384 with an elliptic-curve key.
public struct JWTKitTokenSigner: TenantTokenSigner {
    private enum Key: Sendable {
        case rsa(Insecure.RSA.PrivateKey)
        case p256(ES256PrivateKey)
        case p384(ES384PrivateKey)
    }

    private let key: Key
    private let keyID: JWKIdentifier

    /// Takes a private key in PEM.
    ///
    /// - Parameters:
    ///   - privateKeyPEM: PKCS #8, PKCS #1 or SEC 1.
    ///   - keyID: the key id under which the tenant knows the public half.
    /// - Throws: `ConfigurationProblem` that names `privateKey`.
    public init(privateKeyPEM: String, keyID: String) throws(ConfigurationProblem) {
        guard let key = Self.key(privateKeyPEM) else {
            throw ConfigurationProblem(
                "privateKey", "holds no private key that can sign: RSA of 2048 bits or more, P-256 or P-384.")
        }
        self.key = key
        self.keyID = JWKIdentifier(string: keyID)
    }

    /// Tries the kinds of key in turn; each reader refuses the others' keys.
    private static func key(_ pem: String) -> Key? {
        let readers: [() throws -> Key] = [
            { .p256(try ES256PrivateKey(pem: pem)) },
            { .p384(try ES384PrivateKey(pem: pem)) },
            { .rsa(try Insecure.RSA.PrivateKey(pem: pem)) },
        ]
        for reader in readers {
            do { return try reader() } catch { continue }
        }
        return nil
    }

    /// The compact serialisation of a signed JWT with these claims.
    public func sign(_ claims: TenantClaims) async throws -> String {
        let keys = JWTKeyCollection()
        switch key {
        case .rsa(let key): await keys.add(rsa: key, digestAlgorithm: .sha256, kid: keyID)
        case .p256(let key): await keys.add(ecdsa: key, kid: keyID)
        case .p384(let key): await keys.add(ecdsa: key, kid: keyID)
        }
        return try await keys.sign(TenantTokenPayload(claims), kid: keyID)
    }
}

/// The claims under their wire names.
private struct TenantTokenPayload: JWTPayload {
    enum CodingKeys: String, CodingKey {
        case iss, aud, sub, subType, name, email
        case emailVerified = "email_verified"
        case groups, jti, iat, nbf, exp
    }

    let iss: String
    let aud: String
    let sub: String
    let subType: String
    let name: String
    let email: String
    let emailVerified: Bool
    let groups: [String]?
    let jti: String
    let iat: Int64
    let nbf: Int64
    let exp: Int64

    init(_ claims: TenantClaims) {
        iss = claims.issuer
        aud = claims.audience
        sub = claims.subject
        subType = claims.subjectType
        name = claims.name
        email = claims.email
        emailVerified = claims.isEmailVerified
        groups = claims.groups
        jti = claims.tokenID
        iat = claims.issuedAt
        nbf = claims.notBefore
        exp = claims.expiresAt
    }

    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
