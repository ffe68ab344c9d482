// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import Foundation
import JWTKit
import Testing
import Transport
import Wire

@testable import MockTenant

/// Signatures made by swift-crypto and jwt-kit, checked by OpenSSL.
@Suite struct SignatureTests {
    static let message = Array("header.payload".utf8)

    static func rsa(_ digest: some Digest, _ padding: _RSA.Signing.Padding) -> [UInt8] {
        Array(try! TokenForge.key.signature(for: digest, padding: padding).rawRepresentation)
    }

    @Test func rsaSignaturesVerify() {
        let pem = TokenForge.key.publicKey.pemRepresentation
        let rows: [(TokenAlgorithm, [UInt8])] = [
            (.rs256, Self.rsa(SHA256.hash(data: Self.message), .insecurePKCS1v1_5)),
            (.rs384, Self.rsa(SHA384.hash(data: Self.message), .insecurePKCS1v1_5)),
            (.rs512, Self.rsa(SHA512.hash(data: Self.message), .insecurePKCS1v1_5)),
            (.ps256, Self.rsa(SHA256.hash(data: Self.message), .PSS)),
            (.ps384, Self.rsa(SHA384.hash(data: Self.message), .PSS)),
            (.ps512, Self.rsa(SHA512.hash(data: Self.message), .PSS)),
        ]
        for (algorithm, signature) in rows {
            for claimed in TokenAlgorithm.allCases {
                let isValid = SignatureCheck.isValid(
                    signature, over: Self.message, algorithm: claimed, publicKeyPEM: pem)
                #expect(isValid == (claimed == algorithm), "\(algorithm) read as \(claimed)")
            }
        }
    }

    @Test func ellipticCurveSignaturesVerifyOnTheirCurveOnly() throws {
        let p256 = P256.Signing.PrivateKey()
        let p384 = P384.Signing.PrivateKey()
        let p521 = P521.Signing.PrivateKey()
        let rows: [(TokenAlgorithm, [UInt8], String)] = [
            (.es256, Array(try p256.signature(for: Self.message).rawRepresentation), p256.publicKey.pemRepresentation),
            (.es384, Array(try p384.signature(for: Self.message).rawRepresentation), p384.publicKey.pemRepresentation),
            (.es512, Array(try p521.signature(for: Self.message).rawRepresentation), p521.publicKey.pemRepresentation),
        ]
        for (algorithm, signature, pem) in rows {
            for claimed in TokenAlgorithm.allCases {
                let isValid = SignatureCheck.isValid(
                    signature, over: Self.message, algorithm: claimed, publicKeyPEM: pem)
                #expect(isValid == (claimed == algorithm), "\(algorithm) read as \(claimed)")
            }
            let zeros = [UInt8](repeating: 0, count: signature.count)
            #expect(!SignatureCheck.isValid(zeros, over: Self.message, algorithm: algorithm, publicKeyPEM: pem))
        }
    }

    @Test func textThatIsNoKeyVerifiesNothing() {
        let signature = Self.rsa(SHA256.hash(data: Self.message), .insecurePKCS1v1_5)
        for pem in ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
            #expect(!SignatureCheck.isValid(signature, over: Self.message, algorithm: .rs256, publicKeyPEM: pem))
        }
    }

    struct LoginPayload: JWTPayload {
        var iss: IssuerClaim
        var aud: AudienceClaim
        var sub: SubjectClaim
        var subType = "user"
        var name = "Ana"
        var email = "ana@example.com"
        var email_verified = true
        var jti: IDClaim
        var iat: IssuedAtClaim
        var nbf: NotBeforeClaim
        var exp: ExpirationClaim

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    @Test("§1.1.1 a token of jwt-kit opens a session")
    func tokenOfJWTKitOpensASession() async throws {
        try await TenantHarness.run { harness in
            let keys = JWTKeyCollection()
            let key = try Insecure.RSA.PrivateKey(pem: TokenForge.key.pemRepresentation)
            await keys.add(rsa: key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: TokenForge.keyID))
            let date = harness.clock.date
            let payload = LoginPayload(
                iss: .init(value: TokenForge.issuer), aud: .init(value: "qlik.api/login/jwt-session"),
                sub: .init(value: "ana"), jti: .init(value: "jwt-kit-1"), iat: .init(value: date),
                nbf: .init(value: date.addingTimeInterval(-5)), exp: .init(value: date.addingTimeInterval(60)))
            let token = try await keys.sign(payload, kid: JWKIdentifier(string: TokenForge.keyID))
            #expect(try await harness.login(token).head.status == 200)
        }
    }

    @Test(arguments: [TokenAlgorithm.ps256, .es256])
    func furtherAlgorithmsAreAcceptedBySwitch(_ algorithm: TokenAlgorithm) async throws {
        let p256 = P256.Signing.PrivateKey()
        try await TenantHarness.run { configuration in
            configuration.switches.algorithms = [.rs256, .ps256, .es256]
            configuration.keys.append(
                TenantKey(
                    issuer: TokenForge.issuer, keyID: "ec", publicKeyPEM: p256.publicKey.pemRepresentation))
        } _: { harness in
            var forge = harness.forge().withHeader("alg", .string(algorithm.rawValue))
            if algorithm == .es256 {
                forge = forge.withHeader("kid", "ec").signed { Array(try! p256.signature(for: $0).rawRepresentation) }
            } else {
                forge = forge.signed { Self.rsa(SHA256.hash(data: $0), .PSS) }
            }
            let answer = try await harness.login(forge.text)
            #expect(answer.head.status == 200)
        }
    }
}
