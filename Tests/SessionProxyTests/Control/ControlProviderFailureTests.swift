// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlProviderFailureTests {
    @Test(arguments: [
        ClientResponse(status: 400), ClientResponse(status: 500),
        ClientResponse(status: 200, body: Array("<html>".utf8)),
        .json(["access_token": "x"]), .json(["id_token": "a.b.c"]),
    ])
    func aFailingTokenEndpointGivesAnErrorPageAndNoSession(_ response: ClientResponse) async throws {
        let stage = try ControlStage()
        stage.world.answer("/main/token", with: response)
        let browser = stage.browser()
        let answer = try await browser.signIn()
        #expect(answer.status >= 400)
        #expect(answer.headers.first("Cache-Control") == "no-store")
        #expect(browser.ticket == nil)
        #expect(browser.cookies.isEmpty)
        #expect(stage.world.requests(to: "/login/jwt-session").isEmpty)
    }

    @Test func aSilentTokenEndpointGivesAnErrorPage() async throws {
        let stage = try ControlStage()
        stage.world.change { $0.failures["/main/token"] = .timedOut }
        #expect(try await stage.browser().signIn().status == 502)
    }

    @Test func anErrorTextOfTheProviderIsNotEchoed() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let state = try #require(try await browser.begin()["state"])
        let answer = await browser.send(
            "GET",
            "/login/callback?state=\(state)&error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E")
        #expect(answer.status == 502)
        #expect(!answer.text.contains("script"))
        #expect(answer.headers.first("Content-Security-Policy")?.contains("default-src 'none'") == true)
    }

    static let badClaims: [(String, JSONValue?)] = [
        ("iss", "https://evil.example"), ("iss", nil), ("aud", "other"), ("aud", nil), ("aud", ["client", "other"]),
        ("azp", "other"), ("exp", 1), ("exp", nil), ("exp", "tomorrow"), ("iat", nil), ("iat", 99_999_999_999),
        ("nbf", 99_999_999_999), ("sub", nil), ("sub", ""), ("sub", 7), ("nonce", "other"), ("nonce", nil),
    ]

    @Test(arguments: badClaims)
    func anIDTokenWithAWrongClaimIsRefused(_ name: String, _ value: JSONValue?) async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        #expect(try await browser.signIn { $0[name] = value }.status == 502)
        #expect(browser.ticket == nil)
        #expect(stage.world.requests(to: "/login/jwt-session").isEmpty)
    }

    @Test func severalAudiencesAreFineWhenWeAreTheAuthorizedParty() async throws {
        let answer = try await ControlStage().browser().signIn {
            $0["aud"] = ["other", "client"]
            $0["azp"] = "client"
        }
        #expect(answer.status == 303)
    }

    @Test(arguments: ["none", "HS256", "RS256", "ES384", ""])
    func anIDTokenUnderAnotherAlgorithmIsRefused(_ algorithm: String) async throws {
        let stage = try ControlStage()
        stage.world.change { $0.header["alg"] = .string(algorithm) }
        #expect(try await stage.browser().signIn().status == 502)
    }

    @Test func anIDTokenWithAForeignSignatureIsRefused() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let callback = try browser.callback(try await browser.begin())
        let other = FakeWorld()
        let claims = stage.world.claims
        other.change { $0.claims = claims }
        stage.world.answer("/main/token", with: .json(["id_token": .string(other.idToken())]))
        #expect(await browser.send("GET", callback).status == 502)
    }

    @Test func anUnknownKeyIsFetchedOnceMoreAndNotWithoutEnd() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn()
        stage.world.change { state in
            state.keyID = "k2"
            state.header["kid"] = "k2"
        }
        _ = try await stage.signedIn()
        #expect(stage.world.requests(to: "/main/keys").count == 2)
        stage.world.change { $0.header["kid"] = "made-up" }
        for _ in 0..<10 { #expect(try await stage.browser().signIn().status == 502) }
        #expect(stage.world.requests(to: "/main/keys").count == Int(ProviderDirectory.keyFetches))
    }

    @Test func aDiscoveryDocumentOfAnotherIssuerIsRefused() async throws {
        let stage = try ControlStage()
        stage.world.answer(
            "/main/.well-known/openid-configuration",
            with: .json([
                "issuer": "https://evil.example", "authorization_endpoint": "https://evil.example/a",
                "token_endpoint": "https://evil.example/t", "jwks_uri": "https://evil.example/k",
            ]))
        let answer = await stage.browser().send("GET", "/login")
        #expect(answer.status == 502)
        #expect(!answer.text.contains("evil"))
    }

    @Test(arguments: [
        (ClientResponse(status: 401), 502), (ClientResponse(status: 403), 502), (ClientResponse(status: 503), 502),
        (ClientResponse(status: 200), 502),
        (ClientResponse(status: 200, headers: ["Set-Cookie": "AWSALB=x; Path=/"]), 502),
        (ClientResponse(status: 200, headers: ["Set-Cookie": "eas.sid=; Path=/"]), 502),
    ])
    func whenTheTenantRefusesNobodyIsSignedIn(_ response: ClientResponse, _ status: Int) async throws {
        let store = MemorySessionStore()
        let stage = try ControlStage(store: store)
        stage.world.answer("/login/jwt-session", with: response)
        let browser = stage.browser()
        #expect(try await browser.signIn().status == status)
        #expect(browser.ticket == nil)
        #expect(store.count == 0)
        #expect(stage.keeper.cache.all.isEmpty)
    }

    @Test func aSilentTenantIsTold() async throws {
        let stage = try ControlStage()
        stage.world.change { $0.failures["/login/jwt-session"] = .timedOut }
        #expect(try await stage.browser().signIn().status == 504)
    }
}
