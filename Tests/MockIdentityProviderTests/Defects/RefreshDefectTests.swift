// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Each defect of refresh answers, seen on the wire. OpenID Connect Core 1.0 §12.2; RFC 6749 §5.2 and §6.
@Suite struct RefreshDefectTests {
    /// What a relying party holds before and after it used a refresh token.
    struct Renewal: Sendable {
        let first: ReadToken
        let answer: ClientResponse
        let document: JSONValue?
        let token: ReadToken?

        func claim(_ name: String) -> JSONValue? { token?.claims[name] }
    }

    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        let shows: @Sendable (Renewal) -> Bool
        var testDescription: String { name }
    }

    private static func differs(_ name: String, _ claim: String) -> Sight {
        Sight(name: name) { $0.claim(claim) != nil && $0.claim(claim) != $0.first.claims[claim] }
    }

    private static func refusal(_ name: String, _ error: String) -> Sight {
        Sight(name: name) { $0.answer.status == 400 && $0.document?["error"]?.stringValue == error }
    }

    static let sights: [Sight] = [
        differs("refresh-iss-differs", "iss"), differs("refresh-sub-differs", "sub"),
        differs("refresh-aud-differs", "aud"), differs("refresh-azp-differs", "azp"),
        differs("refresh-auth-time-differs", "auth_time"), differs("refresh-nonce-differs", "nonce"),
        Sight(name: "refresh-signature-invalid") { $0.token?.isVerified == false },
        Sight(name: "refresh-id-token-missing") { $0.answer.status == 200 && $0.document?["id_token"] == nil },
        Sight(name: "refresh-not-rotated") { $0.answer.status == 200 && $0.document?["refresh_token"] == nil },
        Sight(name: "refresh-access-token-missing") {
            $0.answer.status == 200 && $0.document?["access_token"] == nil
        },
        refusal("refresh-refused", "invalid_grant"), refusal("refresh-unauthorized-client", "unauthorized_client"),
        refusal("refresh-invalid-scope", "invalid_scope"),
    ]

    private func renewal(at stage: ProviderStage, issuer: String) async throws -> Renewal {
        let keySet = try await stage.get("/.well-known/jwks.json", issuer: issuer).body
        let code = try await stage.code(issuer: issuer, ["scope": "openid offline_access"])
        let first = try JSONValue.parse(try await stage.token(code: code, issuer: issuer).body)
        let form = [
            ("grant_type", "refresh_token"), ("refresh_token", first["refresh_token"]?.stringValue ?? ""),
            ("client_id", "app"), ("client_secret", "s3cret:with&odd=signs"),
        ]
        let answer = try await stage.post("/oauth/token", issuer: issuer, form: form)
        let document = try JSONValue.parse(answer.body)
        var token: ReadToken?
        if let text = document["id_token"]?.stringValue { token = try await ReadToken(text, keySet: keySet) }
        return Renewal(
            first: try await ReadToken(first["id_token"]?.stringValue ?? "", keySet: keySet), answer: answer,
            document: document, token: token)
    }

    @Test(arguments: sights)
    func theSignInIsRightAndTheRefreshIsNot(_ sight: Sight) async throws {
        try await ProviderStage.with { stage async throws in
            let wrong = try await renewal(at: stage, issuer: "defect-\(sight.name)")
            #expect(sight.shows(wrong))
            #expect(wrong.first.isVerified)
            #expect(wrong.first.claims["nonce"]?.stringValue == "nonce-of-ana")
            let right = try await renewal(at: stage, issuer: "main")
            #expect(!sight.shows(right))
            #expect(right.token?.isVerified == true)
        }
    }

    @Test func everyRefreshDefectOfTheCatalogueIsShown() {
        let places: Set<DefectPlace> = [.refreshedIDToken, .refreshAnswer]
        let shown = Set(Self.sights.map(\.name))
        #expect(DefectCatalogue.all.filter { places.contains($0.place) && !shown.contains($0.name) }.map(\.name) == [])
    }
}
