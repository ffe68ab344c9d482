// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct AuthorizeTests {
    @Test(
        arguments: [
            ["client_id": "stranger"], ["client_id": nil], ["redirect_uri": nil],
            ["redirect_uri": ProviderStage.redirectURI + "/"], ["redirect_uri": "https://app.example/LOGIN/callback"],
        ] as [[String: String?]])
    func anUntrustedReturnAddressGetsAPageAndNoRedirect(_ changes: [String: String?]) async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize(changes)
            #expect(answer.status == 400)
            #expect(answer.headers.first("Location") == nil)
        }
    }

    @Test(
        arguments: [
            (["response_type": "token"], "unsupported_response_type"), (["scope": "profile"], "invalid_scope"),
            (["prompt": "none login"], "invalid_request"), (["code_challenge_method": "plain"], "invalid_request"),
            (["code_challenge": "short"], "invalid_request"), (["request": "x"], "request_not_supported"),
        ] as [([String: String?], String)])
    func aWrongRequestIsSentBackWithItsErrorAndState(_ changes: [String: String?], _ error: String) async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize(changes)
            #expect(ProviderStage.answered(answer, "error") == error)
            #expect(ProviderStage.answered(answer, "state") == "state-of-ana")
            #expect(ProviderStage.answered(answer, "code") == nil)
        }
    }

    @Test func aRepeatedParameterIsAnError() async throws {
        try await ProviderStage.with { stage async throws in
            let query = ProviderStage.authorizeParameters() + [("nonce", "second")]
            let answer = try await stage.get("/authorize", query: query)
            #expect(ProviderStage.answered(answer, "error") == "invalid_request")
        }
    }

    @Test func silentLoginWithoutASessionIsLoginRequired() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize(as: nil, ["prompt": "none"])
            #expect(ProviderStage.answered(answer, "error") == "login_required")
            let stranger = try await stage.authorize(as: "mallory", ["prompt": "none"])
            #expect(ProviderStage.answered(stranger, "error") == "login_required")
            #expect(try await stage.code(["prompt": "none"]).isEmpty == false)
        }
    }

    @Test func anEndedSessionIsNotHonouredUntilTheNextSignIn() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.endSSOSession(of: "ana")
            let silent = try await stage.authorize(["prompt": "none"])
            #expect(ProviderStage.answered(silent, "error") == "login_required")
            #expect(try await stage.code(for: "ben", ["prompt": "none"]).isEmpty == false)
            _ = try await stage.authorize(as: nil, ["login_as": "ana"])
            #expect(try await stage.code(["prompt": "none"]).isEmpty == false)
        }
    }

    @Test func theLoginPageListsUsersAndItsLinksSignIn() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.register(user: IdentityUser(name: "<b>eve</b>"))
            let page = try await stage.authorize(as: nil)
            let html = String(decoding: page.body, as: UTF8.self)
            #expect(page.status == 200)
            #expect(html.contains(">ana</a>"))
            #expect(html.contains("<b>eve</b>") == false)
            let link = try #require(html.split(separator: "\"").first { $0.hasSuffix("login_as=ben") })
            let target = link.replacing("&amp;", with: "&")
            let url = try HTTPURL("https://\(stage.provider.authority)\(target)")
            let answer = try await stage.client.send(ClientRequest(method: "GET", url: url))
            #expect(answer.status == 302)
            #expect(ProviderStage.answered(answer, "state") == "state-of-ana")
            #expect(answer.headers.first("Set-Cookie")?.hasPrefix("idp_session=ben;") == true)
        }
    }

    @Test(arguments: ["login", "select_account"])
    func aDemandedLoginShowsThePageEvenWithASession(_ prompt: String) async throws {
        try await ProviderStage.with { stage async throws in
            #expect(try await stage.authorize(["prompt": prompt]).status == 200)
            #expect(try await stage.authorize(["prompt": prompt, "login_as": "ana"]).status == 302)
        }
    }

    @Test func aSessionOlderThanMaxAgeIsNotEnough() async throws {
        try await ProviderStage.with { stage async throws in
            #expect(try await stage.authorize(["max_age": "60"]).status == 302)
            stage.clock.advance(by: .seconds(61))
            #expect(try await stage.authorize(["max_age": "60"]).status == 200)
        }
    }

    @Test func aSessionOfThisVerySecondIsTooOldForMaxAgeZero() async throws {
        try await ProviderStage.with { stage async throws in
            #expect(try await stage.authorize(["max_age": "60"]).status == 302)
            let answer = try await stage.authorize(["max_age": "0", "prompt": "none"])
            #expect(ProviderStage.answered(answer, "error") == "login_required")
        }
    }

    @Test func anErrorIsPostedWhereFormPostWasAskedFor() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize(as: nil, ["response_mode": "form_post", "prompt": "none"])
            let html = String(decoding: answer.body, as: UTF8.self)
            #expect(html.contains(#"name="error" value="login_required""#))
        }
    }

    @Test func formPostGivesAPageThatPostsTheAnswer() async throws {
        try await ProviderStage.with { stage async throws in
            let answer = try await stage.authorize(["response_mode": "form_post"])
            let html = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == 200)
            #expect(html.contains(#"name="state" value="state-of-ana""#))
        }
    }

    @Test func theIssuerParameterCanBeSwitchedOff() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.configure { $0.sendsIssuerParameter = false }
            #expect(ProviderStage.answered(try await stage.authorize(), "iss") == nil)
        }
    }
}
