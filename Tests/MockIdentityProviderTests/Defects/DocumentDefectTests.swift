// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Defects of discovery, key set, userinfo and logout tokens, seen on the wire.
@Suite struct DocumentDefectTests {
    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        let shows: @Sendable (JSONValue) -> Bool
        var testDescription: String { name }
    }

    static let documents: [Sight] = [
        Sight(name: "discovery-issuer-differs") { $0["issuer"]?.stringValue?.hasSuffix(".invalid") == true },
        Sight(name: "discovery-issuer-missing") { $0["issuer"] == nil },
        Sight(name: "discovery-jwks-uri-missing") { $0["jwks_uri"] == nil },
        Sight(name: "discovery-token-endpoint-missing") { $0["token_endpoint"] == nil },
        Sight(name: "discovery-endpoints-elsewhere") {
            $0["jwks_uri"]?.stringValue?.hasPrefix("https://elsewhere.invalid/") == true
        },
        Sight(name: "jwks-empty") { $0["keys"] != nil && $0["keys"]?[0] == nil },
        Sight(name: "jwks-missing-keys") { $0["keys"] == nil },
        Sight(name: "jwks-without-current-key") { $0["keys"] != nil && $0["keys"]?[0] == nil },
        Sight(name: "jwks-without-kid") { $0["keys"]?[0] != nil && $0["keys"]?[0]?["kid"] == nil },
        Sight(name: "jwks-with-unusable-keys") {
            $0["keys"]?[0]?["kty"]?.stringValue == "XYZ" && $0["keys"]?[2] != nil
        },
    ]

    @Test(arguments: documents)
    func theDocumentIsWrongOnce(_ sight: Sight) async throws {
        try await ProviderStage.with { stage async throws in
            let path = try #require(DefectCatalogue.defect(named: sight.name)?.path)
            try stage.provider.misbehave(sight.name, times: 1)
            #expect(sight.shows(try JSONValue.parse(try await stage.get(path).body)))
            #expect(!sight.shows(try JSONValue.parse(try await stage.get(path).body)))
        }
    }

    @Test(arguments: ["userinfo-sub-differs", "userinfo-sub-missing"])
    func userInfoIsAboutSomebodyElse(_ name: String) async throws {
        try await ProviderStage.with { stage async throws in
            let tokens = try JSONValue.parse(try await stage.token(code: try await stage.code()).body)
            let bearer = HeaderList([("Authorization", "Bearer \(tokens["access_token"]?.stringValue ?? "")")])
            try stage.provider.misbehave(name, for: "ana", times: 1)
            let wrong = try JSONValue.parse(try await stage.get("/userinfo", headers: bearer).body)
            #expect(wrong["sub"]?.stringValue != "ana")
            let right = try JSONValue.parse(try await stage.get("/userinfo", headers: bearer).body)
            #expect(right["sub"]?.stringValue == "ana")
        }
    }

    static let logoutSights: [(String, @Sendable (ReadToken) -> Bool)] = [
        ("logout-alg-none", { $0.header["alg"]?.stringValue == "none" && !$0.isVerified }),
        ("logout-alg-wrong", { $0.header["alg"]?.stringValue == "HS256" && !$0.isVerified }),
        ("logout-signature-invalid", { !$0.isVerified }),
        ("logout-iss-invalid", { $0.claims["iss"]?.stringValue?.hasSuffix(".invalid") == true }),
        ("logout-aud-invalid", { $0.claims["aud"]?.stringValue != "app" }),
        ("logout-events-missing", { $0.claims["events"] == nil }),
        ("logout-events-wrong", { $0.claims["events"]?["http://schemas.example/event"] != nil }),
        ("logout-with-nonce", { $0.claims["nonce"] != nil }),
        // A right token lives two minutes; this one begins two hours ago and ends one hour later.
        ("logout-exp-past", { ($0.claims["exp"]?.intValue ?? 0) - ($0.claims["iat"]?.intValue ?? 0) == 3_600 }),
        ("logout-exp-missing", { $0.claims["exp"] == nil }), ("logout-iat-missing", { $0.claims["iat"] == nil }),
        ("logout-jti-missing", { $0.claims["jti"] == nil }),
        ("logout-sub-and-sid-missing", { $0.claims["sub"] == nil && $0.claims["sid"] == nil }),
    ]

    @Test(arguments: logoutSights.map(\.0))
    func theLogoutTokenIsWrong(_ name: String) async throws {
        try await ProviderStage.with { stage async throws in
            let keySet = try await stage.get("/.well-known/jwks.json").body
            let token = try await stage.provider.mintLogoutToken(for: "ana", clientID: "app", defects: [name])
            let read = try await ReadToken(token, keySet: keySet)
            let sight = try #require(Self.logoutSights.first { $0.0 == name })
            #expect(sight.1(read))
            let right = try await ReadToken(
                stage.provider.mintLogoutToken(for: "ana", clientID: "app"), keySet: keySet)
            #expect(!sight.1(right))
            if name == "logout-exp-past" {
                let now = Int(stage.clock.timeSource.now() / 1_000)
                #expect((read.claims["exp"]?.intValue ?? .max) < now - 3_000)
            }
        }
    }

    @Test func everyDefectHasItsOwnNameAndASource() {
        let names = DefectCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(DefectCatalogue.all.allSatisfy { !$0.summary.isEmpty && !$0.source.isEmpty })
    }

    @Test func anUnknownDefectIsAHarnessMistake() async throws {
        try await ProviderStage.with { stage async throws in
            #expect(throws: IdentityProviderError.self) { try stage.provider.misbehave("nonce-green") }
        }
    }
}
