// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import Foundation
import MockTenant
import Synchronization
import Wire

/// Makes login tokens, right ones and wrong ones, with swift-crypto: the tenant checks them with OpenSSL.
struct TokenForge: Sendable {
    static let issuer = "https://portal.example/issuer"
    static let keyID = "portal-key-1"
    /// One key for all tests: making one takes longer than any test.
    static let key = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
    static let otherKey = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
    static let tenantKey = TenantKey(
        issuer: issuer, keyID: keyID, publicKeyPEM: key.publicKey.pemRepresentation)
    private static let serial = Mutex(0)

    var header: [(String, JSONValue)]
    var claims: [(String, JSONValue)]
    var sign: @Sendable ([UInt8]) -> [UInt8] = { TokenForge.rs256($0, TokenForge.key) }

    /// A token that a tenant must accept, valid for a minute from `now` (seconds).
    init(user: String = "ana", now: Int64) {
        let number = Self.serial.withLock { serial in
            serial += 1
            return serial
        }
        header = [("alg", "RS256"), ("typ", "JWT"), ("kid", .string(Self.keyID))]
        claims = [
            ("iss", .string(Self.issuer)), ("aud", "qlik.api/login/jwt-session"),
            ("sub", .string("auth0|\(user)")), ("subType", "user"), ("name", .string(user.capitalized)),
            ("email", .string("\(user)@example.com")), ("email_verified", true), ("jti", .string("jti-\(number)")),
            ("iat", .number(String(now))), ("nbf", .number(String(now))), ("exp", .number(String(now + 60))),
        ]
    }

    func with(_ name: String, _ value: JSONValue?) -> TokenForge {
        var copy = self
        copy.claims.removeAll { $0.0 == name }
        if let value { copy.claims.append((name, value)) }
        return copy
    }

    func withHeader(_ name: String, _ value: JSONValue?) -> TokenForge {
        var copy = self
        copy.header.removeAll { $0.0 == name }
        if let value { copy.header.append((name, value)) }
        return copy
    }

    func signed(_ sign: @escaping @Sendable ([UInt8]) -> [UInt8]) -> TokenForge {
        var copy = self
        copy.sign = sign
        return copy
    }

    var text: String {
        let input = "\(Self.part(header)).\(Self.part(claims))"
        return "\(input).\(Base64.encode(sign(Array(input.utf8)), urlSafe: true, padded: false))"
    }

    static func part(_ members: [(String, JSONValue)]) -> String {
        Base64.encode(Array(JSONValue.object(members).serialized().utf8), urlSafe: true, padded: false)
    }

    static func rs256(_ input: [UInt8], _ key: _RSA.Signing.PrivateKey) -> [UInt8] {
        Array(try! key.signature(for: SHA256.hash(data: input), padding: .insecurePKCS1v1_5).rawRepresentation)
    }
}
