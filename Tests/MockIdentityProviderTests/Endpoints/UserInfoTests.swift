// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Userinfo beyond its claims. OpenID Connect Core 1.0 §5.3; RFC 6750 §2.
@Suite struct UserInfoTests {
    private func accessToken(_ stage: ProviderStage) async throws -> String {
        let tokens = try JSONValue.parse(try await stage.token(code: try await stage.code()).body)
        return try #require(tokens["access_token"]?.stringValue)
    }

    @Test func theAccessTokenMayComeInAFormBody() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.post("/userinfo", form: [("access_token", try await accessToken(stage))])
            #expect(try JSONValue.parse(answer.body)["sub"]?.stringValue == "ana")
        }
    }

    @Test func theAccessTokenMayNotComeInTheQuery() async throws {
        try await ProviderStage.with { stage async throws in
            let query = [("access_token", try await accessToken(stage))]
            #expect(try await stage.get("/userinfo", query: query).status == 401)
        }
    }

    @Test func aSwitchMakesItASignedTokenForTheClient() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.configure { $0.signsUserInfo = true }
            let discovery = try JSONValue.parse(try await stage.get("/.well-known/openid-configuration").body)
            #expect(discovery["userinfo_signing_alg_values_supported"]?[0]?.stringValue == "RS256")
            let bearer = HeaderList([("Authorization", "Bearer \(try await accessToken(stage))")])
            let answer = try await stage.get("/userinfo", headers: bearer)
            #expect(answer.headers.first("Content-Type") == "application/jwt")
            let keySet = try await stage.get("/.well-known/jwks.json").body
            let token = try await ReadToken(String(decoding: answer.body, as: UTF8.self), keySet: keySet)
            #expect(token.isVerified)
            #expect(token.claims["sub"]?.stringValue == "ana")
            #expect(token.claims["aud"]?.stringValue == "app")
            #expect(token.claims["iss"]?.stringValue == stage.provider.issuer())
        }
    }
}
