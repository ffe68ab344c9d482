// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Each defect of ID tokens, seen on the wire, and the right token before and after it.
@Suite struct TokenDefectTests {
    /// What a defective token looks like to somebody who reads it.
    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        var isVerified = true
        let shows: @Sendable (ReadToken) -> Bool
        var testDescription: String { name }
    }

    private static func claim(_ name: String, _ claim: String, is wanted: String?) -> Sight {
        Sight(name: name) { $0.claims[claim]?.stringValue == wanted }
    }

    private static func claim(_ name: String, _ claim: String, isNot right: String) -> Sight {
        Sight(name: name) { ($0.claims[claim]?.stringValue ?? right) != right }
    }

    private static func number(_ name: String, _ claim: String, is wanted: @escaping @Sendable (Int?) -> Bool) -> Sight
    {
        Sight(name: name) { wanted($0.claims[claim]?.intValue) }
    }

    static let sights: [Sight] = [
        claim("nonce-invalid", "nonce", isNot: "nonce-of-ana"), claim("nonce-missing", "nonce", is: nil),
        Sight(name: "iss-invalid") { $0.claims["iss"]?.stringValue?.hasSuffix(".invalid") == true },
        claim("iss-missing", "iss", is: nil), claim("aud-invalid", "aud", isNot: "app"),
        Sight(name: "aud-missing") { $0.claims["aud"] == nil },
        Sight(name: "aud-untrusted") { $0.claims["aud"]?[0]?.stringValue == "app" && $0.claims["aud"]?[1] != nil },
        claim("azp-invalid", "azp", isNot: "app"),
        Sight(name: "exp-past") { ($0.claims["exp"]?.intValue ?? .max) < ($0.claims["auth_time"]?.intValue ?? 0) },
        number("exp-missing", "exp") { $0 == nil },
        claim("exp-not-a-number", "exp", is: "tomorrow"), number("iat-missing", "iat") { $0 == nil },
        Sight(name: "iat-future") {
            ($0.claims["iat"]?.intValue ?? 0) > ($0.claims["auth_time"]?.intValue ?? .max) + 3_000
        },
        Sight(name: "iss-trailing-slash") { $0.claims["iss"]?.stringValue?.hasSuffix("/") == true },
        number("sub-not-a-string", "sub") { $0 == 7 },
        Sight(name: "aud-empty") { $0.claims["aud"] == .array([]) },
        Sight(name: "aud-of-others") { $0.claims["aud"]?[1] != nil && $0.claims["aud"]?[0]?.stringValue != "app" },
        Sight(name: "aud-single-array") { $0.claims["aud"] == .array([.string("app")]) },
        Sight(name: "aud-with-azp") { $0.claims["aud"]?[1] != nil && $0.claims["azp"]?.stringValue == "app" },
        claim("azp-present", "azp", is: "app"), claim("c-hash-invalid", "c_hash", isNot: "none"),
        number("nbf-future", "nbf") { $0 != nil }, claim("sub-missing", "sub", is: nil),
        claim("sub-empty", "sub", is: ""), claim("at-hash-missing", "at_hash", is: nil),
        Sight(name: "at-hash-invalid") { $0.claims["at_hash"]?.stringValue?.count == 16 },
        Sight(name: "signature-invalid", isVerified: false) { $0.signature.count == 256 },
        Sight(name: "signature-invalid-es256", isVerified: false) {
            $0.header["alg"]?.stringValue == "ES256" && $0.signature.count == 64
        },
        Sight(name: "signature-by-enclosed-key", isVerified: false) { $0.header["jwk"]?["x"] != nil },
        Sight(name: "hs256-with-wrong-secret", isVerified: false) {
            $0.header["alg"]?.stringValue == "HS256" && $0.signature.count == 32 && $0.header["kid"] == nil
        },
        Sight(name: "crit-unknown", isVerified: true) { $0.header["crit"]?[0]?.stringValue == "x-unknown" },
        Sight(name: "signature-empty", isVerified: false) { $0.signature.isEmpty },
        Sight(name: "signature-by-stranger", isVerified: false) { $0.signature.count == 256 },
        Sight(name: "alg-none", isVerified: false) {
            $0.header["alg"]?.stringValue == "none" && $0.signature.isEmpty
        },
        Sight(name: "hs256-with-public-key", isVerified: false) {
            $0.header["alg"]?.stringValue == "HS256" && $0.signature.count == 32
        },
        Sight(name: "kid-unknown", isVerified: false) { $0.header["kid"] != nil },
        Sight(name: "kid-missing-single-key") { $0.header["kid"] == nil },
        Sight(name: "kid-missing-several-keys") { $0.header["kid"] == nil },
        Sight(name: "key-rotated-before-signing", isVerified: false) { $0.header["kid"] != nil },
    ]

    @Test(arguments: sights)
    func theDefectShowsOnceAndNothingElseIsWrong(_ sight: Sight) async throws {
        try await ProviderStage.with { stage async throws in
            let right = try await stage.signIn()
            #expect(right.isVerified)
            #expect(!sight.shows(right) || sight.isSeenBySignatureOnly)
            try stage.provider.misbehave(sight.name, for: "ana", times: 1)
            #expect(try await stage.signIn("ben").isVerified)
            let wrong = try await stage.signIn()
            #expect(sight.shows(wrong))
            #expect(wrong.isVerified == sight.isVerified)
            let after = try await stage.signIn()
            #expect(after.isVerified)
        }
    }

    @Test func everyIDTokenDefectOfTheCatalogueIsShown() {
        let shown = Set(Self.sights.map(\.name)).union(KeyRotationTests.afterSigning)
        #expect(DefectCatalogue.all.filter { $0.place == .idToken && !shown.contains($0.name) }.map(\.name) == [])
    }

    @Test func twoKeysArePublishedWhenAKeyIDIsNeeded() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("kid-missing-several-keys", times: 1)
            _ = try await stage.signIn()
            let keySet = try JSONValue.parse(try await stage.get("/.well-known/jwks.json").body)
            #expect(keySet["keys"]?[1] != nil)
        }
    }

    @Test func anExpiredTokenIsAnHourPast() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("exp-past")
            let expiry = try #require(try await stage.signIn().claims["exp"]?.intValue)
            #expect(Int64(expiry) < stage.clock.timeSource.now() / 1_000 - 3_000)
        }
    }
}

extension TokenDefectTests.Sight {
    /// Whether only the key set tells the defective token from a right one.
    var isSeenBySignatureOnly: Bool {
        ["signature-invalid", "signature-by-stranger", "kid-unknown", "key-rotated-before-signing"].contains(name)
    }
}
