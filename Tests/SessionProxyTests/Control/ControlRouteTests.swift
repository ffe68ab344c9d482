// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlRouteTests {
    @Test func logoutEndsTheSessionEverywhere() async throws {
        let stage = try ControlStage()
        let browser = try await stage.signedIn()
        let other = try await stage.signedIn()
        let kept = browser.cookies
        let answer = await browser.send("POST", "/logout", ["Origin": ControlStage.origin])
        #expect(answer.status == 303)
        #expect(answer.headers.first("Location")?.hasPrefix(FakeWorld.provider + "/end?client_id=client") == true)
        #expect(answer.headers.first("Location")?.contains("id_token_hint") == false)
        #expect(browser.cookies.isEmpty)
        await stage.keeper.background.finish()
        #expect(stage.world.requests(to: "/logout").first?.headers.first("Cookie")?.contains("sid-canary-1") == true)
        browser.cookies = kept
        #expect(try await stage.keeper.load(try browser.requiredTicket()) == nil)
        #expect(try await other.session().subject.subject == "ana")
    }

    @Test func aFrontPageThatWasGivenIsForThoseWhoAreSignedIn() async throws {
        let html = "<!doctype html><title>Ours</title><script>1</script>"
        let stage = try ControlStage { $0.frontPage = html }
        let stranger = await stage.browser().send("GET", "/")
        #expect(stranger.status == 303)
        #expect(!stranger.text.contains("Ours"))
        let answer = try await stage.signedIn().send("GET", "/")
        #expect(answer.status == 200)
        #expect(answer.text == html)
        #expect(answer.headers.first("Content-Type") == "text/html; charset=utf-8")
        #expect(answer.headers.first("Cache-Control") == "no-store")
        let policy = try #require(answer.headers.first("Content-Security-Policy"))
        #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("default-src"))
    }

    @Test func removalOfCookiesCarriesTheirAttributes() async throws {
        let browser = try await ControlStage().signedIn()
        let lines = await browser.send("POST", "/logout", ["Origin": ControlStage.origin]).headers.all("Set-Cookie")
        #expect(lines.count == 2)
        for line in lines {
            #expect(line.hasPrefix("__Host-") && line.contains("=; "))
            for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=0"] {
                #expect(line.contains(attribute))
            }
        }
    }

    @Test func withoutAProvidersLogoutAPageSaysSo() async throws {
        let stage = try ControlStage()
        stage.world.change { $0.endSession = false }
        let browser = try await stage.signedIn()
        let answer = await browser.send("GET", "/logout", ["Accept": "text/html", "Sec-Fetch-Site": "same-origin"])
        #expect(answer.status == 200)
        #expect(browser.ticket == nil)
    }

    static let foreign: [(String, HeaderList)] = [
        ("GET", [:]), ("GET", ["Sec-Fetch-Site": "cross-site"]), ("GET", ["Sec-Fetch-Site": "same-site"]),
        ("GET", ["Referer": "https://evil.example/"]),
        ("GET", ["Accept": "text/html", "Sec-Fetch-Site": "cross-site"]),
        ("GET", ["Sec-Fetch-Site": "none", "Origin": "https://evil.example"]), ("POST", ["Origin": "null"]),
        ("POST", ["Origin": "https://evil.example"]), ("POST", ["Origin": "https://proxy.localhost.evil.example"]),
        ("POST", ["Sec-Fetch-Site": "cross-site"]), ("HEAD", [:]),
    ]

    @Test(arguments: foreign)
    func anotherSiteCannotSignAnybodyOut(_ method: String, _ headers: HeaderList) async throws {
        let browser = try await ControlStage().signedIn()
        let answer = await browser.send(method, "/logout", headers)
        #expect(answer.headers.all("Set-Cookie").isEmpty)
        #expect(try await browser.session().ended == nil)
    }

    @Test(arguments: ["same-origin", "none"])
    func theUserHerselfSignsOutByALink(_ site: String) async throws {
        let browser = try await ControlStage().signedIn()
        _ = await browser.send("GET", "/logout", ["Sec-Fetch-Site": site])
        #expect(browser.ticket == nil)
    }

    @Test func theFrontPageLeadsToSignIn() async throws {
        let stage = try ControlStage()
        let browser = stage.browser()
        let visit = await browser.send("GET", "/?a=1")
        #expect(visit.status == 303)
        #expect(visit.headers.first("Location") == "/login?returnTo=%2F%3Fa%3D1")
        #expect(await browser.send("GET", "/", ["Sec-Fetch-Mode": "cors"]).status == 401)
        _ = try await browser.signIn { $0["name"] = "<script>\"&'" }
        let page = await browser.send("GET", "/")
        #expect(page.status == 200)
        #expect(page.text.contains("&lt;script&gt;&quot;&amp;&#39;") && !page.text.contains("<script"))
    }

    @Test func sessionTellsTheNameAndNoSecret() async throws {
        let stage = try ControlStage()
        #expect(await stage.browser().send("GET", "/session").text == #"{"signedIn":false}"#)
        let browser = try await stage.signedIn()
        #expect(await browser.send("GET", "/session").text == #"{"signedIn":true,"name":"Name of ana"}"#)
    }

    @Test func aPlantedSecondCookieSelectsNoSession() async throws {
        let stage = try ControlStage()
        let value = try #require(try await stage.signedIn().ticket?.cookieValue)
        let headers: HeaderList = ["Cookie": "__Host-session=\(value); __Host-session=x"]
        #expect(await stage.browser().send("GET", "/session", headers).text == #"{"signedIn":false}"#)
    }

    @Test func healthAndWrongMethodsAreAnswered() async throws {
        let browser = try ControlStage().browser()
        #expect(await browser.send("GET", "/healthz").status == 200)
        #expect(await browser.send("HEAD", "/readyz").status == 200)
        #expect(await browser.send("DELETE", "/session").status == 405)
        #expect(await browser.send("GET", "/unheard-of").status == 404)
    }

    @Test func onPlainHTTPTheCookiesHaveNoHostPrefix() async throws {
        let stage = try ControlStage { $0.redirectURI.scheme = "http" }
        let browser = stage.browser()
        _ = try await browser.signIn()
        #expect(browser.cookies.keys.sorted() == ["session"])
    }

    @Test func noSecretReachesTheLogOrTheBrowser() async throws {
        let stage = try ControlStage()
        let browser = try await stage.signedIn()
        let session = try await browser.session()
        _ = try await stage.keeper.csrfToken(for: session, refresh: false)
        stage.world.answer("/main/token", with: ClientResponse(status: 500, body: Array("client-secret-canary".utf8)))
        let page = try await browser.signIn()
        stage.world.answer("/login/jwt-session", with: ClientResponse(status: 503, body: Array("sid-canary".utf8)))
        let refusal = try await browser.signIn("ben")
        _ = await browser.send("POST", "/logout", ["Origin": ControlStage.origin])
        let ticket = session.ticket.cookieValue
        let secrets = ["canary", "token-1", "Bearer", "eyJ", ticket, String(ticket.suffix(43)), "ana@example.com"]
        for line in stage.log.lines + [page.text, refusal.text] {
            for secret in secrets { #expect(!line.contains(secret), "\(line)") }
        }
        #expect(stage.log.lines.count > 0)
    }
}
