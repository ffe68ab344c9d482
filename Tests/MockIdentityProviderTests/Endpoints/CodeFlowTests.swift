// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct CodeFlowTests {
    @Test func discoveryNamesTheIssuerAndItsEndpoints() async throws {
        try await ProviderStage.with { stage async throws in
            let document = try JSONValue.parse(try await stage.get("/.well-known/openid-configuration").body)
            let issuer = stage.provider.issuer("main")
            #expect(issuer == "https://idp.localhost:\(stage.provider.port)/main")
            #expect(document["issuer"]?.stringValue == issuer)
            #expect(document["authorization_endpoint"]?.stringValue == issuer + "/authorize")
            #expect(document["token_endpoint"]?.stringValue == issuer + "/oauth/token")
            #expect(document["userinfo_endpoint"]?.stringValue == issuer + "/userinfo")
            #expect(document["end_session_endpoint"]?.stringValue == issuer + "/oidc/logout")
            #expect(document["jwks_uri"]?.stringValue == issuer + "/.well-known/jwks.json")
            #expect(document["request_uri_parameter_supported"]?.boolValue == false)
        }
    }

    @Test func aSignedInBrowserIsSentBackWithCodeStateAndIssuer() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize()
            #expect(answer.status == 302)
            #expect(answer.headers.first("Location")?.hasPrefix(ProviderStage.redirectURI + "?code=") == true)
            #expect(ProviderStage.answered(answer, "state") == "state-of-ana")
            #expect(ProviderStage.answered(answer, "iss") == stage.provider.issuer("main"))
            #expect(ProviderStage.answered(answer, "code")?.isEmpty == false)
        }
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func theIDTokenSaysWhoSignedInAndVerifies(_ algorithm: SigningAlgorithm) async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.configure { $0.signingAlgorithm = algorithm }
            let token = try await stage.signIn()
            let now = stage.clock.timeSource.now() / 1_000
            #expect(token.isVerified)
            #expect(token.header["alg"]?.stringValue == algorithm.rawValue)
            #expect(token.claims["iss"]?.stringValue == stage.provider.issuer("main"))
            #expect(token.claims["aud"]?.stringValue == "app")
            #expect(token.claims["sub"]?.stringValue == "ana")
            #expect(token.claims["nonce"]?.stringValue == "nonce-of-ana")
            #expect(token.claims["email"]?.stringValue == "ana@example.com")
            #expect(token.claims["email_verified"]?.boolValue == true)
            #expect(token.claims["groups"]?.serialized() == #"["sales"]"#)
            let issuedAt = try #require(token.claims["iat"]?.intValue)
            #expect(abs(Int64(issuedAt) - now) <= 60)
            #expect(token.claims["exp"]?.intValue == issuedAt + 3_600)
            #expect(token.claims["auth_time"]?.intValue != nil)
            #expect(token.claims["sid"]?.stringValue?.isEmpty == false)
        }
    }

    @Test func standardClaimsFollowTheScope() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code(["scope": "openid"])
            let answer = try JSONValue.parse(try await stage.token(code: code).body)
            let token = try await ReadToken(answer["id_token"]?.stringValue ?? "", keySet: [])
            #expect(token.claims["email"] == nil)
            #expect(token.claims["groups"] != nil)
        }
    }

    @Test func aBrowserConnectionSeesTheSameAnswers() async throws {
        try await ProviderStage.with { stage async throws in
            let connection = try await BrowserConnection.connect(
                to: stage.provider.endpoint, dialer: Dialer(tls: stage.tls))
            let query = PercentEncoding.form(ProviderStage.authorizeParameters())
            let headers = HeaderList([("Host", stage.provider.authority), ("cookie", "idp_session=ana")])
            try await connection.send(
                RequestHead(method: "GET", target: "/main/authorize?\(query)", version: .http11, headers: headers))
            let answer = try await connection.readResponse(to: "GET", within: ProviderStage.patience)
            await connection.close()
            #expect(answer.head.status == 302)
            #expect(answer.head.headers.first("Location")?.contains("state=state-of-ana") == true)
        }
    }

    @Test func theTokenAnswerMayNotBeStored() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.token(code: try await stage.code())
            #expect(answer.status == 200)
            #expect(answer.headers.first("Cache-Control") == "no-store")
            #expect(try JSONValue.parse(answer.body)["token_type"]?.stringValue == "Bearer")
        }
    }

    @Test func userInfoGivesTheClaimsToTheHolderOfTheAccessToken() async throws {
        try await ProviderStage.with { stage async throws in
            let tokens = try JSONValue.parse(try await stage.token(code: try await stage.code()).body)
            let bearer = HeaderList([("Authorization", "Bearer \(tokens["access_token"]?.stringValue ?? "")")])
            let claims = try JSONValue.parse(try await stage.get("/userinfo", headers: bearer).body)
            #expect(claims["sub"]?.stringValue == "ana")
            #expect(claims["email"]?.stringValue == "ana@example.com")
            stage.clock.advance(by: .seconds(3_601))
            #expect(try await stage.get("/userinfo", headers: bearer).status == 401)
            #expect(try await stage.get("/userinfo").status == 401)
        }
    }
}
