// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Foundation
import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct KeyRotationTests {
    private static func claims() -> TenantClaims {
        TenantClaims(
            issuer: "i", subject: "s", name: "n", email: "e", isEmailVerified: true, groups: nil, tokenID: "t",
            issuedAt: 1, notBefore: 1, expiresAt: 2)
    }

    /// Whether a key has signed a token.
    private static func isSigned(_ token: String, by key: P256.Signing.PrivateKey) throws -> Bool {
        let parts = token.split(separator: ".").map(String.init)
        let signature = try P256.Signing.ECDSASignature(
            rawRepresentation: try #require(Base64.decode(parts[2], urlSafe: true)))
        return key.publicKey.isValidSignature(signature, for: Array((parts[0] + "." + parts[1]).utf8))
    }

    @Test func aKeyThatTakesItsPlaceInTheFileSignsFromThenOn() async throws {
        let file = try StoreFile().folder.appendingPathComponent("key.pem")
        let keys = [P256.Signing.PrivateKey(), P256.Signing.PrivateKey()]
        try keys[0].pemRepresentation.write(to: file, atomically: true, encoding: .utf8)
        let log = LogCapture()
        let signer = try KeyFileTokenSigner(path: file.path, keyID: "kid", logger: log.logger)
        #expect(try Self.isSigned(try await signer.sign(Self.claims()), by: keys[0]))
        #expect(log.lines.isEmpty)
        try keys[1].pemRepresentation.write(to: file, atomically: true, encoding: .utf8)
        #expect(try Self.isSigned(try await signer.sign(Self.claims()), by: keys[1]))
        #expect(log.lines.count == 1)
        for text in ["", "-----BEGIN nonsense", "garbage"] {
            try text.write(to: file, atomically: true, encoding: .utf8)
            #expect(try Self.isSigned(try await signer.sign(Self.claims()), by: keys[1]))
        }
        try FileManager.default.removeItem(at: file)
        #expect(try Self.isSigned(try await signer.sign(Self.claims()), by: keys[1]))
        #expect(log.lines.count == 5)
    }

    @Test func aFileWithoutAKeyIsRefusedAtTheStart() async throws {
        #expect(throws: ConfigurationProblem.self) {
            try KeyFileTokenSigner(path: "/nowhere/key.pem", keyID: "kid", logger: LogCapture().logger)
        }
    }

    @Test func keysThatCannotBeFetchedOnceAreFetchedAtTheNextSignIn() async throws {
        let stage = try ControlStage()
        stage.world.answer("/main/keys", with: ClientResponse(status: 503))
        #expect(try await stage.browser().signIn().status == 502)
        _ = try await stage.signedIn()
    }

    @Test func madeUpKeysAreAskedForFiveTimesAndThenEveryTenSeconds() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn()
        stage.world.change { $0.header["kid"] = "made-up" }
        for _ in 0..<20 { #expect(try await stage.browser().signIn().status == 502) }
        #expect(stage.world.requests(to: "/main/keys").count == 5)
        stage.clock.advance(by: .seconds(10))
        for _ in 0..<5 { #expect(try await stage.browser().signIn().status == 502) }
        #expect(stage.world.requests(to: "/main/keys").count == 6)
        stage.clock.advance(by: .seconds(3600))
        for _ in 0..<20 { #expect(try await stage.browser().signIn().status == 502) }
        #expect(stage.world.requests(to: "/main/keys").count == 11)
    }
}
