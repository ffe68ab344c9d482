// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct TokenTests {
    @Test func aCodeIsGoodOnceAndItsSecondUseRevokesTheTokens() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code()
            let tokens = try JSONValue.parse(try await stage.token(code: code).body)
            let bearer = HeaderList([("Authorization", "Bearer \(tokens["access_token"]?.stringValue ?? "")")])
            #expect(try await stage.get("/userinfo", headers: bearer).status == 200)
            let again = try await stage.token(code: code)
            #expect(again.status == 400)
            #expect(try JSONValue.parse(again.body)["error"]?.stringValue == "invalid_grant")
            #expect(try await stage.get("/userinfo", headers: bearer).status == 401)
        }
    }

    @Test(
        arguments: [
            (["code_verifier": nil], "invalid_grant"),
            (["code_verifier": "another-verifier-that-is-long-enough-to-be-one"], "invalid_grant"),
            (["code_verifier": "short"], "invalid_grant"),
            (["redirect_uri": "https://app.example/other"], "invalid_grant"), (["redirect_uri": nil], "invalid_grant"),
            (["code": "never-issued"], "invalid_grant"), (["code": nil], "invalid_request"),
            (["grant_type": nil], "invalid_request"), (["grant_type": "password"], "unsupported_grant_type"),
            (["client_secret": "wrong"], "invalid_client"), (["client_secret": nil], "invalid_client"),
            (["client_id": "stranger"], "invalid_client"),
        ] as [([String: String?], String)])
    func aWrongExchangeIsRefused(_ changes: [String: String?], _ error: String) async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.token(code: try await stage.code(), changes)
            #expect(answer.status == (error == "invalid_client" ? 401 : 400))
            #expect(try JSONValue.parse(answer.body)["error"]?.stringValue == error)
        }
    }

    @Test func aVerifierWithoutAChallengeIsRefused() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code(["code_challenge": nil, "code_challenge_method": nil])
            #expect(try await stage.token(code: code).status == 400)
        }
    }

    @Test func withoutPKCEACodeIsTradedUnlessPKCEIsRequired() async throws {
        try await ProviderStage.with { stage async throws in
            let without: [String: String?] = ["code_challenge": nil, "code_challenge_method": nil]
            let code = try await stage.code(without)
            #expect(try await stage.token(code: code, ["code_verifier": nil]).status == 200)
            stage.provider.configure { $0.requiresPKCE = true }
            #expect(ProviderStage.answered(try await stage.authorize(without), "error") == "invalid_request")
        }
    }

    @Test func aCodeExpires() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code()
            stage.clock.advance(by: .seconds(61))
            #expect(try await stage.token(code: code).status == 400)
        }
    }

    @Test func aCodeIsOfNoUseToAnotherClient() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.register(
                client: RelyingParty(clientID: "rival", clientSecret: "r", redirectURIs: [ProviderStage.redirectURI]))
            let code = try await stage.code()
            let answer = try await stage.token(code: code, ["client_id": "rival", "client_secret": "r"])
            #expect(try JSONValue.parse(answer.body)["error"]?.stringValue == "invalid_grant")
        }
    }

    @Test func theSecretMayComeInTheAuthorizationLine() async throws {
        try await ProviderStage.with { stage async throws in
            let pair = PercentEncoding.encode("app") + ":" + PercentEncoding.encode("s3cret:with&odd=signs")
            let basic = "Basic " + Base64.encode(Array(pair.utf8), urlSafe: false, padded: true)
            let headers = HeaderList([("Authorization", basic)])
            let bare: [String: String?] = ["client_id": nil, "client_secret": nil]
            #expect(try await stage.token(code: try await stage.code(), bare, headers: headers).status == 200)
            let twice = try await stage.token(code: try await stage.code(), headers: headers)
            #expect(try JSONValue.parse(twice.body)["error"]?.stringValue == "invalid_request")
        }
    }

    @Test func aMethodThatASwitchLeavesOutIsRefused() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.configure { $0.clientAuthenticationMethods = [.basic] }
            let answer = try await stage.token(code: try await stage.code())
            #expect(answer.status == 401)
            #expect(try JSONValue.parse(answer.body)["error"]?.stringValue == "invalid_client")
            let discovery = try JSONValue.parse(try await stage.get("/.well-known/openid-configuration").body)
            #expect(discovery["token_endpoint_auth_methods_supported"] == .array([.string("client_secret_basic")]))
        }
    }

    @Test func theBodyMayBeJSON() async throws {
        try await ProviderStage.with { stage async throws in
            let members = ProviderStage.tokenParameters(code: try await stage.code()).map { name, value in
                "\"\(name)\":\"\(value)\""
            }
            let url = try HTTPURL(stage.provider.issuer("main") + "/oauth/token")
            let headers = HeaderList([("Content-Type", "application/json; charset=utf-8")])
            let body = Array("{\(members.joined(separator: ","))}".utf8)
            let answer = try await stage.client.send(
                ClientRequest(method: "POST", url: url, headers: headers, body: body))
            #expect(answer.status == 200)
        }
    }

    @Test func aRefreshTokenIsGoodOnce() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code(["scope": "openid offline_access"])
            let tokens = try JSONValue.parse(try await stage.token(code: code).body)
            let refresh = try #require(tokens["refresh_token"]?.stringValue)
            let form = [
                ("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", "app"),
                ("client_secret", "s3cret:with&odd=signs"),
            ]
            let renewed = try JSONValue.parse(try await stage.post("/oauth/token", form: form).body)
            #expect(renewed["access_token"]?.stringValue != tokens["access_token"]?.stringValue)
            let idToken = try await ReadToken(renewed["id_token"]?.stringValue ?? "", keySet: [])
            #expect(idToken.claims["nonce"] == nil)
            #expect(try await stage.post("/oauth/token", form: form).status == 400)
        }
    }

    @Test func aGetIsNotAllowed() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.get("/oauth/token")
            #expect(answer.status == 405)
            #expect(answer.headers.first("Allow") == "POST")
        }
    }
}
