// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Contract §4.1 and §4.2.
@Suite struct CSRFTests {
    @Test("§4.1.1 the token comes in a header of an empty answer")
    func tokenComesInAHeaderOfAnEmptyAnswer() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let answer = try await browser.send("GET", "/api/v1/csrf-token")
            #expect(answer.head.status == 204 && answer.body.isEmpty)
            #expect(!answer.head.headers.contains("Content-Length"))
            let token = try #require(answer.head.headers.first("qlik-csrf-token"))
            #expect(harness.tenant.session(of: "ana")?.csrfTokens == [token])
            #expect(harness.tenant.canaries().contains { $0.kind == .csrfToken && $0.value == token })
        }
    }

    @Test("§2.2.11 §4.1.6 each fetch rotates the cookie, and earlier tokens and cookie values stay good")
    func eachFetchRotatesTheCookieAndEarlierTokensStayGood() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let first = try await browser.send("GET", "/api/v1/csrf-token")
            let second = try await browser.send("GET", "/api/v1/csrf-token")
            var later = browser
            later.take(first)
            #expect(later.cookies["_csrfToken"] != browser.cookies["_csrfToken"])
            let tokens = [first, second].compactMap { $0.head.headers.first("qlik-csrf-token") }
            #expect(Set(tokens).count == 2)
            for token in tokens + [browser.cookies["_csrfToken"]!, later.cookies["_csrfToken"]!] {
                let answer = try await browser.send("POST", "/api/v1/echo", ["Qlik-Csrf-Token": token])
                #expect(answer.head.status == 200)
            }
        }
    }

    @Test("§4.2.2 §4.2.6 modifying calls need a token", arguments: ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
    func modifyingCallsNeedAToken(_ method: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let without = try await browser.send(method, "/api/v1/echo")
            #expect(without.head.status == 403)
            #expect(without.json["code"] == "CSRF-TOKEN-2" && without.json["errors"] == nil)
            #expect(harness.last?.facts["csrf"] == "missing")
            let with = try await browser.send(method, "/api/v1/echo", ["qlik-csrf-token": token])
            #expect(with.head.status == 200)
            #expect(harness.last?.facts["csrf"] == "valid")
        }
    }

    @Test("§4.2.1 reading calls need no token", arguments: ["GET", "HEAD", "OPTIONS"])
    func readingCallsNeedNone(_ method: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            #expect(try await browser.send(method, "/api/v1/echo").head.status == 200)
        }
    }

    @Test("§4.2.6 the token of another session is refused")
    func tokenOfAnotherSessionIsRefused() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            let token = try await ben.token()
            let answer = try await ana.send("POST", "/api/v1/echo", ["qlik-csrf-token": token])
            #expect(answer.head.status == 403)
            #expect(harness.last?.facts["csrf"] == "invalid")
        }
    }

    @Test("§4.2.6 two tokens must both be good")
    func twoTokensMustBothBeGood() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let answer = try await browser.send(
                "POST", "/api/v1/echo", ["qlik-csrf-token": token, "Qlik-CSRF-Token": "forged"])
            #expect(answer.head.status == 403)
            #expect(harness.last?.facts["csrf.count"] == "2")
        }
    }

    @Test("§4.2.7 rotation makes every token worthless, and a fresh one is good")
    func rotationMakesEveryTokenWorthless() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            harness.tenant.rotateCSRFToken(of: "ana")
            #expect(harness.tenant.session(of: "ana")?.csrfTokens == [])
            #expect(try await browser.send("POST", "/api/v1/echo", ["qlik-csrf-token": token]).head.status == 403)
            let fresh = try await browser.token()
            #expect(try await browser.send("POST", "/api/v1/echo", ["qlik-csrf-token": fresh]).head.status == 200)
        }
    }

    @Test("§4.2.3 the query of a REST call does not count, unless a switch says so")
    func switchesMoveTheCheck() async throws {
        try await TenantHarness.run { harness in
            var browser = try await harness.signIn()
            let token = try await browser.token()
            let target = "/api/v1/echo?qlik-csrf-token=\(token)"
            #expect(try await browser.send("POST", target).head.status == 403)
            harness.tenant.switches.acceptsCSRFInQuery = true
            #expect(try await browser.send("POST", target).head.status == 200)
            harness.tenant.switches.requiresCSRFCookie = true
            #expect(try await browser.send("POST", target).head.status == 200)
            browser.cookies["_csrfToken"] = nil
            #expect(try await browser.send("POST", target).head.status == 403)
            harness.tenant.switches.answersCSRFAtTopLevel = false
            let nested = try await browser.send("POST", target)
            #expect(nested.json["errors"]?[0]?["code"] == "CSRF-TOKEN-2" && nested.json["code"] == nil)
        }
    }

    @Test("§4.1.3 Bearer callers get no token")
    func bearerCallersGetNoToken() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", "/api/v1/csrf-token", ["Authorization": "Bearer key"])
            #expect(answer.head.status == 400)
            #expect(answer.json["errors"]?[0]?["code"] == "CSRF-TOKEN-4")
        }
    }

    @Test("§4.1.4 where there is no token, the answer is 404 CSRF-TOKEN-3, and an earlier token stays good")
    func missingTokenIsTold() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            try harness.tenant.setSwitch("tells-csrf-tokens", to: "off")
            let answer = try await browser.send("GET", "/api/v1/csrf-token")
            #expect(answer.head.status == 404 && answer.code == "CSRF-TOKEN-3" && !answer.isInvented)
            #expect(!answer.head.headers.contains("qlik-csrf-token"))
            #expect(try await harness.send("GET", "/api/v1/csrf-token").head.status == 401)
            #expect(try await browser.send("POST", "/api/v1/echo", ["qlik-csrf-token": token]).head.status == 200)
        }
    }

    @Test("§3.2.8 a session is asked for before the token, and the token before the path")
    func sessionIsAskedForBeforeTheToken() async throws {
        try await TenantHarness.run { harness in
            #expect(try await harness.send("POST", "/api/v1/echo").head.status == 401)
            let browser = try await harness.signIn()
            #expect(try await browser.send("POST", "/api/v1/no-such-thing").head.status == 403)
            #expect(try await browser.send("GET", "/api/v1/no-such-thing").head.status == 404)
        }
    }
}
