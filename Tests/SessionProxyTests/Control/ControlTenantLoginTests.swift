// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlTenantLoginTests {
    @Test func theLoginFollowsTheContractWithAFreshTokenEachTime() async throws {
        let stage = try ControlStage()
        for _ in 0..<5 { _ = try await stage.signedIn() }
        let requests = stage.world.requests(to: "/login/jwt-session")
        var ids: Set<String> = []
        for request in requests {
            #expect(request.method == "POST")
            #expect(request.headers.first("qlik-web-integration-id") == "wi-1")
            let token = try #require(request.headers.first("Authorization")?.dropFirst("Bearer ".count))
            let parts = token.split(separator: ".").map(String.init)
            let octets = try parts.map { try #require(Base64.decode($0, urlSafe: true)) }
            let (header, claims) = (try JSONValue.parse(octets[0]), try JSONValue.parse(octets[1]))
            #expect(header["alg"] == "ES256" && header["kid"] == "kid" && header["typ"] == "JWT")
            #expect(claims["iss"] == "issuer" && claims["aud"] == "qlik.api/login/jwt-session")
            #expect(claims["sub"] == "ana" && claims["subType"] == "user")
            #expect(claims["email"] == "ana@example.com" && claims["email_verified"] == true)
            let (notBefore, expiry) = (try #require(claims["nbf"]?.intValue), try #require(claims["exp"]?.intValue))
            let issued = try #require(claims["iat"]?.intValue)
            #expect(notBefore <= issued && issued < expiry && expiry - notBefore <= 60)
            ids.insert(try #require(claims["jti"]?.stringValue))
        }
        #expect(ids.count == 5)
    }

    @Test func bothCurvesSignAndAnythingElseIsRefused() async throws {
        let claims = TenantClaims(
            issuer: "i", subject: "s", name: "n", email: "e", isEmailVerified: false, groups: ["g"], tokenID: "j",
            issuedAt: 1, notBefore: 1, expiresAt: 2)
        let key = P384.Signing.PrivateKey()
        let signer = try JWTKitTokenSigner(privateKeyPEM: key.pemRepresentation, keyID: "k")
        let parts = try await signer.sign(claims).split(separator: ".").map(String.init)
        let octets = try #require(Base64.decode(parts[2], urlSafe: true))
        let signature = try P384.Signing.ECDSASignature(rawRepresentation: octets)
        #expect(key.publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8)))
        for pem in [P521.Signing.PrivateKey().pemRepresentation, key.publicKey.pemRepresentation, "nonsense"] {
            #expect(throws: ConfigurationProblem.self) { try JWTKitTokenSigner(privateKeyPEM: pem, keyID: "k") }
        }
    }
}
