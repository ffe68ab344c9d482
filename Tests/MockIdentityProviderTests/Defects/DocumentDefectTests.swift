// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Defects of discovery, key set and userinfo, seen on the wire.
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
        Sight(name: "discovery-issuer-trailing-slash") { $0["issuer"]?.stringValue?.hasSuffix("/") == true },
        Sight(name: "jwks-duplicate-kid") {
            $0["keys"]?[0]?["kid"] == $0["keys"]?[1]?["kid"] && $0["keys"]?[0]?["n"] != $0["keys"]?[1]?["n"]
        },
        Sight(name: "jwks-empty") { $0["keys"] != nil && $0["keys"]?[0] == nil },
        Sight(name: "jwks-missing-keys") { $0["keys"] == nil },
        Sight(name: "jwks-without-current-key") { $0["keys"] != nil && $0["keys"]?[0] == nil },
        Sight(name: "jwks-without-kid") { $0["keys"]?[0] != nil && $0["keys"]?[0]?["kid"] == nil },
        Sight(name: "jwks-with-unusable-keys") {
            $0["keys"]?[0]?["kty"]?.stringValue == "XYZ" && $0["keys"]?[1] != nil
        },
        Sight(name: "jwks-with-incomplete-key") {
            $0["keys"]?[0]?["kty"]?.stringValue == "RSA" && $0["keys"]?[0]?["n"] == nil && $0["keys"]?[1] != nil
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

    struct AnswerSight: Sendable, CustomTestStringConvertible {
        let name: String
        let shows: @Sendable (ClientResponse) -> Bool
        var testDescription: String { name }
    }

    private static func status(_ name: String, _ status: Int) -> AnswerSight {
        AnswerSight(name: name) { $0.status == status }
    }

    private static func cut(_ name: String) -> AnswerSight {
        AnswerSight(name: name) { $0.status == 200 && (try? JSONValue.parse($0.body)) == nil }
    }

    static let answers: [AnswerSight] = [
        status("discovery-404", 404), status("discovery-500", 500), cut("discovery-not-json"),
        status("jwks-500", 500), cut("jwks-not-json"),
        AnswerSight(name: "jwks-html") { $0.headers.first("Content-Type") == "text/html; charset=utf-8" },
        AnswerSight(name: "jwks-huge") { $0.body.count > 4 << 20 && (try? JSONValue.parse($0.body)) != nil },
        AnswerSight(name: "userinfo-401") {
            $0.status == 401 && $0.headers.first("WWW-Authenticate") == #"Bearer error="invalid_token""#
        },
        status("userinfo-500", 500), cut("userinfo-not-json"),
    ]

    @Test(arguments: answers)
    func theWholeAnswerIsWrongOnce(_ sight: AnswerSight) async throws {
        try await ProviderStage.with { stage async throws in
            let tokens = try JSONValue.parse(try await stage.token(code: try await stage.code()).body)
            let bearer = HeaderList([("Authorization", "Bearer \(tokens["access_token"]?.stringValue ?? "")")])
            let path = try #require(DefectCatalogue.defect(named: sight.name)?.path)
            try stage.provider.misbehave(sight.name, times: 1)
            #expect(sight.shows(try await stage.get(path, headers: bearer)))
            let right = try await stage.get(path, headers: bearer)
            #expect(!sight.shows(right))
            #expect(right.status == 200)
        }
    }

    @Test func everyDocumentDefectOfTheCatalogueIsShown() {
        let places: Set<DefectPlace> = [.discovery, .keySet, .userInfo]
        let shown = Set(Self.documents.map(\.name) + Self.answers.map(\.name) + Self.userInfo + DelayTests.names)
        #expect(DefectCatalogue.all.filter { places.contains($0.place) && !shown.contains($0.name) }.map(\.name) == [])
    }

    static let userInfo = ["userinfo-sub-differs", "userinfo-sub-missing"]

    @Test(arguments: userInfo)
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
