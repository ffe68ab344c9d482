// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct LogoutTests {
    private static let cookie = HeaderList([("Cookie", "idp_session=ana")])

    @Test func logoutLeadsBackOnlyToARegisteredAddress() async throws {
        try await ProviderStage.with { stage async throws in
            let good = [("post_logout_redirect_uri", "https://app.example/"), ("client_id", "app"), ("state", "x y")]
            let answer = try await stage.get("/oidc/logout", query: good, headers: Self.cookie)
            #expect(
                answer.headers.first("Location") == "https://app.example/?state=x+y"
                    || answer.headers.first("Location") == "https://app.example/?state=x%20y")
            #expect(answer.headers.first("Set-Cookie")?.contains("Max-Age=0") == true)
            let bad = [("post_logout_redirect_uri", "https://evil.example/"), ("client_id", "app")]
            let refused = try await stage.get("/oidc/logout", query: bad, headers: Self.cookie)
            #expect(refused.status == 400)
            #expect(refused.headers.first("Location") == nil)
        }
    }

    @Test(arguments: [("logout-state-wrong", false), ("logout-state-missing", true)])
    func theStateOfLogoutMayBeSpoilt(_ name: String, _ isMissing: Bool) async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave(name, times: 1)
            let query = [("post_logout_redirect_uri", "https://app.example/"), ("client_id", "app"), ("state", "x")]
            let wrong = try await stage.get("/oidc/logout", query: query)
            #expect(wrong.status == 302)
            #expect(ProviderStage.answered(wrong, "state") != "x")
            #expect((ProviderStage.answered(wrong, "state") == nil) == isMissing)
            #expect(ProviderStage.answered(try await stage.get("/oidc/logout", query: query), "state") == "x")
        }
    }

    @Test func auth0LogoutTakesReturnTo() async throws {
        try await ProviderStage.with { stage async throws in
            let good = [("returnTo", "https://app.example/"), ("client_id", "app")]
            let answer = try await stage.get("/v2/logout", query: good, headers: Self.cookie)
            #expect(answer.status == 302)
            #expect(answer.headers.first("Location") == "https://app.example/")
            let bad = [("returnTo", "https://evil.example/"), ("client_id", "app")]
            #expect(try await stage.get("/v2/logout", query: bad, headers: Self.cookie).status == 400)
            #expect(try await stage.get("/v2/logout", headers: Self.cookie).status == 200)
        }
    }

    @Test func aSignInAfterLogoutHasAnotherSessionIdentifier() async throws {
        try await ProviderStage.with { stage async throws in
            let before = try await stage.signIn().claims["sid"]?.stringValue
            #expect(try await stage.signIn().claims["sid"]?.stringValue == before)
            _ = try await stage.get("/oidc/logout", headers: Self.cookie)
            #expect(try await stage.signIn().claims["sid"]?.stringValue != before)
        }
    }

    @Test func twoBrowsersOfOneUserHaveSessionsOfTheirOwn() async throws {
        try await ProviderStage.with { stage async throws in
            let first = try await stage.signIn("ana")
            let second = try await stage.signIn("ana~second")
            #expect(second.claims["sub"]?.stringValue == "ana")
            #expect(first.claims["sid"]?.stringValue != second.claims["sid"]?.stringValue)
        }
    }

    @Test func aLogoutTokenNamesSubjectSessionAndEvent() async throws {
        try await ProviderStage.with { stage async throws in
            let idToken = try await stage.signIn()
            let token = try await stage.provider.mintLogoutToken(for: "ana", clientID: "app")
            let keySet = try await stage.get("/.well-known/jwks.json").body
            let read = try await ReadToken(token, keySet: keySet)
            #expect(read.isVerified)
            #expect(read.header["typ"]?.stringValue == "logout+jwt")
            #expect(read.claims["sub"]?.stringValue == "ana")
            #expect(read.claims["sid"]?.stringValue == idToken.claims["sid"]?.stringValue)
            #expect(read.claims["events"]?["http://schemas.openid.net/event/backchannel-logout"] != nil)
            #expect(read.claims["nonce"] == nil)
        }
    }

    @Test func aLogoutTokenForNobodyIsAHarnessMistake() async throws {
        try await ProviderStage.with { stage async throws in
            await #expect(throws: IdentityProviderError.self) {
                try await stage.provider.mintLogoutToken(for: "nobody", clientID: "app")
            }
        }
    }
}
