// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlSignInTests {
    @Test func signInAsksByTheCodeFlowWithFreshSecrets() async throws {
        let stage = try ControlStage()
        let first = try await stage.browser().begin()
        let second = try await stage.browser().begin()
        #expect(first["response_type"] == "code")
        #expect(first["client_id"] == "client")
        #expect(first["redirect_uri"] == "https://proxy.localhost/login/callback")
        #expect(first["scope"]?.split(separator: " ").contains("openid") == true)
        #expect(first["code_challenge_method"] == "S256")
        for name in ["state", "nonce", "code_challenge"] {
            #expect(first[name]?.utf8.count == 43)
            #expect(first[name] != second[name])
        }
    }

    @Test func signInEndsOnThePageAskedForWithItsQuery() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let answer = try await browser.signIn(at: stage.keeperLocation("/report?x=1&y=%2F"))
        #expect(answer.status == 303)
        #expect(answer.headers.first("Location") == "/report?x=1&y=%2F")
        #expect(answer.headers.first("Cache-Control") == "no-store")
        #expect(try await browser.session().subject.subject == "ana")
    }

    @Test func sessionCookieIsHostOnlyAndTheSignInCookieGoes() async throws {
        let browser = try ControlStage().browser()
        let lines = try await browser.signIn().headers.all("Set-Cookie")
        let session = try #require(lines.compactMap(SetCookieHeader.parse).first { $0.name == "__Host-session" })
        #expect(session.httpOnly && session.secure && session.sameSite == .lax)
        #expect(session.path == "/" && session.domain == nil)
        #expect(browser.cookies.keys.sorted() == ["__Host-session"])
        #expect(lines.allSatisfy { $0.utf8.count < 4096 })
    }

    @Test func aTokenRequestProvesPossessionOfTheCode() async throws {
        let stage = try ControlStage()
        _ = try await stage.signedIn()
        let request = try #require(stage.world.requests(to: "/main/token").first)
        let form = PercentEncoding.parseForm(String(decoding: request.body ?? [], as: UTF8.self))
        #expect(form.first { $0.0 == "code_verifier" }?.1.utf8.count == 43)
        #expect(form.first { $0.0 == "code" }?.1 == "code-canary")
        #expect(request.headers.first("Authorization")?.hasPrefix("Basic ") == true)
    }

    @Test func aCallbackFromAnotherBrowserSignsNobodyIn() async throws {
        let stage = try ControlStage()
        let mallory = stage.browser()
        let callback = try mallory.callback(try await mallory.begin(), "mallory")
        let ana = stage.browser()
        _ = try await ana.begin()
        let answer = await ana.send("GET", callback)
        #expect(answer.status == 400)
        #expect(ana.ticket == nil)
        #expect(stage.world.requests(to: "/main/token").isEmpty)
    }

    @Test func aCallbackIsWorthOneSignInEvenWithAKeptCookie() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let callback = try browser.callback(try await browser.begin())
        let kept = browser.cookies
        #expect(await browser.send("GET", callback).status == 303)
        browser.cookies = kept
        #expect(await browser.send("GET", callback).status == 400)
        #expect(stage.world.requests(to: "/main/token").count == 1)
    }

    @Test(arguments: [
        "", "?code=abc", "?state=abc", "?code=abc&state=never", "?code=a&code=b&state=x&state=y", "?code=&state=",
        "?error=access_denied", "?state=STATE", "?state=STATE&code=", "?state=STATE&state=STATE&code=a",
        "?state=STATE&code=a&code=b",
    ])
    func aMalformedCallbackIsRefusedWithoutATokenRequest(_ query: String) async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let state = try #require(try await browser.begin()["state"])
        let answer = await browser.send("GET", "/login/callback" + query.replacing("STATE", with: state))
        #expect((400..<500).contains(answer.status))
        #expect(browser.ticket == nil)
        #expect(stage.world.requests(to: "/main/token").isEmpty)
    }

    @Test func twoTabsSignInSideBySide() async throws {
        let browser = try ControlStage().browser()
        let one = try await browser.begin()
        let two = try await browser.begin()
        #expect(await browser.send("GET", try browser.callback(one)).status == 303)
        #expect(await browser.send("GET", try browser.callback(two)).status == 303)
    }

    @Test func aSignInTakesTooLongAfterTenMinutes() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let begun = try await browser.begin()
        stage.clock.advance(by: .seconds(601))
        #expect(await browser.send("GET", try browser.callback(begun)).status == 400)
    }

    @Test func manySignInsThatAreNeverFinishedLeaveOneCookieOfBoundedSize() async throws {
        let browser = try ControlStage().browser()
        let long = "/p?" + String(repeating: "x", count: 1700)
        for _ in 0..<10 { _ = try await browser.begin(SignInRoutes.location(returningTo: long)) }
        #expect(browser.cookies.keys.sorted() == ["__Host-login"])
        #expect((browser.cookies["__Host-login"]?.utf8.count ?? 0) <= SignInSealer.valueLimit)
        #expect(
            try await browser.signIn(at: SignInRoutes.location(returningTo: long)).headers.first("Location") == long)
    }

    @Test func aPlantedSessionEndsAtSignInAndTheIdIsNew() async throws {
        let stage = try ControlStage()
        let mallory = try await stage.signedIn("mallory")
        let planted = try mallory.requiredTicket()
        let ana = stage.browser()
        ana.cookies = mallory.cookies
        #expect(try await ana.signIn("ana").status == 303)
        #expect(ana.ticket?.cookieValue != planted.cookieValue)
        #expect(try await stage.keeper.load(planted) == nil)
        #expect(try await ana.session().subject.subject == "ana")
    }

    @Test func anotherSiteCannotStartASignInOfSomeoneWhoIsSignedIn() async throws {
        let browser = try await ControlStage().signedIn()
        let before = browser.ticket?.cookieValue
        for headers: HeaderList in [["Sec-Fetch-Site": "cross-site"], [:]] {
            let answer = await browser.send("GET", "/login?returnTo=/x", headers)
            #expect(answer.headers.first("Location") == "/x")
        }
        #expect(browser.ticket?.cookieValue == before)
    }

    @Test func onlyTheProvidersWordVerifiesAMailAddress() async throws {
        let stage = try ControlStage()
        let word: [(JSONValue?, Bool)] = [(true, true), (false, false), (nil, false), ("true", true), ("yes", false)]
        for (claim, isVerified) in word {
            let browser = stage.browser()
            _ = try await browser.signIn { $0["email_verified"] = claim }
            #expect(try await browser.session().subject.isEmailVerified == isVerified)
        }
    }

    @Test func lookAlikesStayDifferentPersons() async throws {
        let stage = try ControlStage()
        for sub in ["Ana", "ana", "ana+tag", "a@b@c", "añá", "ana\r\nX-Evil: 1"] {
            let browser = stage.browser()
            _ = try await browser.signIn(sub)
            #expect(try await browser.session().subject.subject == sub)
        }
    }
}

extension ControlStage {
    func keeperLocation(_ target: String) -> String { SignInRoutes.location(returningTo: target) }
}
