// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// What a login may look like: contract §1.1, §2.1 and §2.2.
@Suite struct LoginRequestTests {
    @Test("§1.1.6 a jti may be a number, and is consumed all the same")
    func jtiMayBeANumber() async throws {
        try await TenantHarness.run { harness in
            let token = harness.forge().with("jti", 73_110_042).text
            let first = try await harness.login(token)
            let second = try await harness.login(token)
            #expect(first.head.status == 200 && second.head.status == 401)
        }
    }

    @Test("§1.1.9 claims that nobody knows are ignored")
    func unknownClaimsAreIgnored() async throws {
        try await TenantHarness.run { harness in
            let forge = harness.forge().with("roles", ["TenantAdmin"]).with("status", "disabled").with("picture", 1)
            var browser = CookieBrowser(harness: harness)
            browser.take(try await harness.login(forge.text))
            let me = try await browser.json("/api/v1/users/me")
            #expect(me["status"] == "active" && me["roles"] == [] && me["picture"] == nil)
        }
    }

    @Test("§2.1.1 §2.2.1 a login is a POST outside of the REST interface, answered by 200 and a JSON object")
    func loginIsAnsweredByAnObject() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.login(harness.forge().text)
            #expect(answer.head.status == 200 && answer.text == "{}")
            #expect(answer.header("Content-Type") == "application/json")
            let bearer: HeaderList = ["Authorization": "Bearer \(harness.forge().text)"]
            let below = try await harness.send("POST", "/api/v1/login/jwt-session", bearer)
            #expect(below.head.status == 401 && !below.cookieNames.contains("eas.sid"))
        }
    }

    @Test("§2.1.4 an empty body with a content type is fine")
    func emptyBodyWithATypeIsFine() async throws {
        try await TenantHarness.run { harness in
            let headers: HeaderList = [
                "Authorization": "Bearer \(harness.forge().text)", "Content-Type": "application/json",
            ]
            let answer = try await harness.send("POST", "/login/jwt-session", headers, body: [])
            #expect(answer.head.status == 200)
        }
    }

    @Test("§2.2.5 eas.uaid has id and signature in one value, where the switch asks for it")
    func userAgentCookieHoldsItsSignature() async throws {
        try await TenantHarness.run {
            $0.switches.sendsUserAgentCookie = true
        } _: { harness in
            let value = try #require(try await harness.signIn().cookies["eas.uaid"])
            #expect(value.split(separator: ".").map(\.count) == [32, 86])
        }
    }

    @Test("§2.2.9 session cookies are for the whole host, Secure and SameSite=None, the id HttpOnly too")
    func cookiesHaveTheirAttributes() async throws {
        try await TenantHarness.run { harness in
            let lines = try await harness.login(harness.forge().text).head.headers.all("Set-Cookie")
            let attributes = lines.prefix(4).map { $0.drop { $0 != ";" } }
            let id = "; Path=/; Secure; HttpOnly; SameSite=None"
            let token = "; Path=/; Secure; SameSite=None"
            #expect(attributes.map(String.init) == [id, id, token, token])
        }
    }
}
