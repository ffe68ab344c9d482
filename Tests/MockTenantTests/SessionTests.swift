// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Lifetimes and refusals of contract §3.
@Suite struct SessionTests {
    func status(_ browser: CookieBrowser, _ target: String = "/api/v1/users/me") async throws -> Int {
        try await browser.send("GET", target).head.status
    }

    @Test("§1.1.8 §1.3.5 §1.3.6 §3.1.7 a login creates the user, later logins renew it in further sessions")
    func loginCreatesTheUserAndLaterLoginsRenewIt() async throws {
        try await TenantHarness.run { harness in
            let first = try await harness.signIn()
            let me = try await first.send("GET", "/api/v1/users/me").json
            #expect(me["email"] == "ana@example.com" && me["subject"] == "auth0|ana" && me["groups"] == [])
            let again = harness.forge().with("name", "Ana Lind").with("groups", ["sales", "board"])
            #expect(try await harness.login(again.text).head.status == 200)
            let renewed = try await first.send("GET", "/api/v1/users/me").json
            #expect(renewed["id"] == me["id"] && renewed["name"] == "Ana Lind")
            #expect(renewed["groups"] == ["sales", "board"])
            #expect(harness.tenant.sessions(of: "ana").count == 2)
        }
    }

    @Test func usersAreNamedBySubjectEmailOrLocalPart() async throws {
        try await TenantHarness.run { harness in
            _ = try await harness.signIn("ana")
            for name in ["ana", "ana@example.com", "auth0|ana"] {
                #expect(harness.tenant.session(of: name)?.user == "ana")
            }
            #expect(harness.tenant.session(of: "ben") == nil)
        }
    }

    @Test("§2.2.10 the id and its signature are enough")
    func sidAndItsSignatureAreEnough() async throws {
        try await TenantHarness.run { harness in
            var browser = try await harness.signIn()
            browser.cookies = browser.cookies.filter { $0.key.hasPrefix("eas.sid") }
            #expect(try await status(browser) == 200)
        }
    }

    @Test("§1.1.10 §3.1.1 §3.1.2 §3.1.8 a session ends after thirty idle minutes, each call starts them anew")
    func sessionEndsAfterThirtyIdleMinutes() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.clock.advance(by: .seconds(29 * 60))
            #expect(try await status(browser) == 200)
            harness.clock.advance(by: .seconds(29 * 60))
            #expect(try await status(browser) == 200)
            harness.clock.advance(by: .seconds(31 * 60))
            #expect(try await status(browser) == 401)
            #expect(harness.last?.facts["session.state"] == "idle")
            #expect(harness.tenant.sessions.isEmpty)
        }
    }

    @Test("§3.1.3 a session ends after a day, however busy")
    func sessionEndsAfterADayHoweverBusy() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            for _ in 0..<49 {
                harness.clock.advance(by: .seconds(29 * 60))
                #expect(try await status(browser) == 200)
            }
            harness.clock.advance(by: .seconds(29 * 60))
            #expect(try await status(browser) == 401)
            #expect(harness.last?.facts["session.state"] == "absolute")
        }
    }

    @Test func killedSessionIsRefusedAndOthersLive() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            harness.tenant.expireSession(of: "ana")
            #expect(try await status(ana) == 401)
            #expect(try await status(ben) == 200)
            harness.tenant.expireAllSessions()
            #expect(try await status(ben) == 401)
            #expect(harness.last?.actor == "ben")
        }
    }

    static let tamperings: [(String, @Sendable (inout CookieBrowser) -> Void, String)] = [
        ("no cookies", { $0.cookies = [:] }, "none"),
        ("no signature", { $0.cookies["eas.sid.sig"] = nil }, "unsigned"),
        ("changed id", { $0.cookies["eas.sid"] = String($0.cookies["eas.sid"]!.reversed()) }, "tampered"),
        ("changed signature", { $0.cookies["eas.sid.sig"] = "x" }, "tampered"),
        ("signature of another cookie", { $0.cookies["eas.sid.sig"] = $0.cookies["_csrfToken.sig"] }, "tampered"),
        ("empty id", { $0.cookies["eas.sid"] = "" }, "tampered"),
    ]

    @Test("§3.2.9 tampered cookies are no session", arguments: tamperings.indices)
    func tamperedCookiesAreNoSession(_ index: Int) async throws {
        let (name, tamper, state) = Self.tamperings[index]
        try await TenantHarness.run { harness in
            var browser = try await harness.signIn()
            tamper(&browser)
            #expect(try await status(browser) == 401, "\(name)")
            #expect(harness.last?.facts["session.state"] == state, "\(name)")
        }
    }

    @Test("§3.2.1 §3.2.5 §4.1.2 the REST interface answers 401 and never redirects")
    func apiAnswers401InTheErrorShapeAndNeverRedirects() async throws {
        try await TenantHarness.run { harness in
            for target in ["/api/v1/users/me", "/api/v1/no-such-thing", "/api/v1/csrf-token", "/extensions/a/b.js"] {
                let answer = try await harness.send("GET", target)
                #expect(answer.head.status == 401, "\(target)")
                #expect(answer.json["errors"]?[0]?["meta"]?["invented"] == true)
                #expect(!answer.head.headers.contains("Location"))
            }
            harness.tenant.switches.unauthorizedBody = .html
            let page = try await harness.send("GET", "/api/v1/users/me")
            #expect(page.head.status == 401 && page.text.contains("401 Authorization Required"))
        }
    }

    @Test(
        "§3.2.2 pages redirect to /login with the whole target",
        arguments: ["/single/?appid=a&sheet=b%20c", "/sense/app/x/sheet/y/state/analysis"])
    func pagesRedirectToLoginWithTheWholeTarget(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", target)
            #expect(answer.head.status == 302)
            let encoded = PercentEncoding.encode(target)
            #expect(
                answer.head.headers.first("Location")
                    == "http://\(harness.tenant.authority)/login?returnto=\(encoded)")
            harness.tenant.switches.redirectsToAbsoluteLogin = false
            let relative = try await harness.send("GET", target)
            #expect(relative.head.headers.first("Location") == "/login?returnto=\(encoded)")
        }
    }

    @Test("§3.2.4 §3.2.6 resources and hub need no session")
    func resourcesAndHubNeedNoSession() async throws {
        try await TenantHarness.run { harness in
            #expect(try await harness.send("GET", "/resources/js/qlik.js").head.status == 200)
            #expect(try await harness.send("GET", "/").head.status == 200)
            let posted = try await harness.send("POST", "/")
            #expect(posted.head.status == 405 && posted.head.headers.first("Allow") == "GET, HEAD")
        }
    }

    @Test func rotatedSessionIDTravelsOnTheNextAnswerAndTheOldOneDiesAfterGrace() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.switches.rotationGraceSeconds = 60
            let old = try await harness.signIn()
            harness.tenant.rotateSessionCookie(of: "ana")
            let answer = try await old.send("GET", "/api/v1/users/me")
            #expect(answer.head.status == 200)
            #expect(Set(answer.cookieNames).isSuperset(of: ["eas.sid", "eas.sid.sig"]))
            var new = old
            new.take(answer)
            #expect(new.cookies["eas.sid"] != old.cookies["eas.sid"])
            let after = try await new.send("GET", "/api/v1/users/me")
            #expect(after.head.status == 200 && !after.cookieNames.contains("eas.sid"))
            #expect(try await status(old) == 200)
            harness.clock.advance(by: .seconds(61))
            #expect(try await status(old) == 401)
            #expect(harness.last?.facts["session.state"] == "superseded")
            #expect(harness.last?.actor == "ana")
            #expect(try await status(new) == 200)
        }
    }

    @Test func sessionIDRotatesByItselfWhenTheSwitchSaysSo() async throws {
        try await TenantHarness.run {
            $0.switches.rotatesSessionAfterAnswers = 2
        } _: { harness in
            let browser = try await harness.signIn()
            let first = try await browser.send("GET", "/api/v1/users/me")
            let second = try await browser.send("GET", "/api/v1/users/me")
            #expect(!first.cookieNames.contains("eas.sid") && second.cookieNames.contains("eas.sid"))
        }
    }

    @Test("§3.4.1 §3.4.2 logout ends the session and takes the cookies back")
    func logoutEndsTheSessionAndTakesTheCookiesBack() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let answer = try await browser.send("GET", "/logout")
            #expect(answer.head.status == 302)
            #expect(answer.head.headers.first("Location") == "http://\(harness.tenant.authority)/login")
            let removal = answer.head.headers.all("Set-Cookie").filter { $0.contains("01 Jan 1970") }
            #expect(removal.count == 4)
            #expect(try await status(browser) == 401)
            #expect(harness.last?.facts["session.state"] == "logged-out")
        }
    }

    static let settings = "/api/core/auth-settings"

    @Test("§3.1.5 auth-settings tells both times and changes them, for sessions to come")
    func settingsChangeTheTimes() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let first = try await ana.json(Self.settings)
            #expect(first["userSessionInactivityTimeoutMinutes"] == 30 && first["isDefault"] == true)
            #expect(first["maxUserSessionLifespanMinutes"] == 1440 && first["tenantId"]?.stringValue?.count == 32)
            let changed = try await ana.call(
                "PATCH", Self.settings,
                [
                    ["op": "replace", "path": "/userSessionInactivityTimeoutMinutes", "value": 15],
                    ["op": "replace", "path": "/maxUserSessionLifespanMinutes", "value": 60],
                ])
            #expect(changed.head.status == 200 && changed.json["isDefault"] == false)
            #expect(try await ana.json(Self.settings)["userSessionInactivityTimeoutMinutes"] == 15)
            let ben = try await harness.signIn("ben")
            harness.clock.advance(by: .seconds(16 * 60))
            #expect(try await status(ana) == 200)
            #expect(try await status(ben) == 401)
        }
    }

    static let badSettings: [JSONValue] = [
        [["op": "replace", "path": "/userSessionInactivityTimeoutMinutes", "value": 14]],
        [["op": "replace", "path": "/userSessionInactivityTimeoutMinutes", "value": 1441]],
        [["op": "replace", "path": "/userSessionInactivityTimeoutMinutes", "value": "60"]],
        [["op": "replace", "path": "/maxUserSessionLifespanMinutes", "value": 90]],
        [["op": "replace", "path": "/maxUserSessionLifespanMinutes", "value": 10_140]],
        [["op": "add", "path": "/maxUserSessionLifespanMinutes", "value": 120]],
        [["op": "replace", "path": "/isDefault", "value": true]], [], "text",
    ]

    @Test("§3.1.5 times out of their ranges, and other changes, are refused with 400", arguments: badSettings)
    func badSettingsAreRefused(_ patch: JSONValue) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            #expect(try await browser.call("PATCH", Self.settings, patch).head.status == 400)
            #expect(try await browser.json(Self.settings)["isDefault"] == true)
        }
    }

    @Test("§3.1.4 changed lifetimes concern new sessions only")
    func changedLifetimesConcernNewSessionsOnly() async throws {
        try await TenantHarness.run { harness in
            let old = try await harness.signIn("ana")
            harness.tenant.switches.idleTimeoutSeconds = 60
            let new = try await harness.signIn("ben")
            harness.clock.advance(by: .seconds(61))
            #expect(try await status(old) == 200)
            #expect(try await status(new) == 401)
        }
    }
}
