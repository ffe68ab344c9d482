// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Rate limits by tier: contract §9.
@Suite struct RateLimitTests {
    @Test(
        "§9.2 §9.5 §9.6 the call above the limit is 429 with retry-after, until the window of five minutes has passed")
    func callAboveTheLimitIsRefused() async throws {
        try await TenantHarness.run {
            $0.switches.limitsRates = true
            $0.switches.tierOneRequestsPerMinute = 1
        } _: { harness in
            let browser = try await harness.signIn()
            for _ in 0..<5 { #expect(try await browser.send("GET", "/api/v1/users/me").head.status == 200) }
            harness.clock.advance(by: .seconds(100))
            let refused = try await browser.send("GET", "/api/v1/users/me")
            #expect(refused.head.status == 429 && refused.code == "HTTP-429" && !refused.isInvented)
            #expect(refused.json["errors"]?[0]?["title"] == "API rate limit reached.")
            let seconds = try #require(refused.header("retry-after").flatMap { Int($0) })
            #expect((1...200).contains(seconds))
            let detail = refused.json["errors"]?[0]?["detail"]
            #expect(detail == .string("You need to wait \(seconds) seconds until limit is lifted."))
            #expect(!refused.head.headers.contains { $0.name.lowercased().hasPrefix("x-ratelimit") })
            harness.clock.advance(by: .seconds(200))
            #expect(try await browser.send("GET", "/api/v1/users/me").head.status == 200)
        }
    }

    @Test("§2.1.6 §9.2 §9.4 a full tier leaves the other tier and other users working; logins count at tier 2")
    func tiersAndUsersAreCountedApart() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            harness.tenant.limitRate(of: "ana", tier: .two, for: .seconds(300))
            #expect(try await harness.login(harness.forge("ana").text).head.status == 429)
            #expect(try await harness.login(harness.forge("ben").text).head.status == 200)
            #expect(try await ana.send("GET", "/api/v1/users/me").head.status == 200)
            harness.tenant.limitRate(of: "ana", tier: .one, for: .seconds(300))
            #expect(try await ana.send("GET", "/api/v1/users/me").head.status == 429)
            #expect(try await ben.send("GET", "/api/v1/users/me").head.status == 200)
            harness.tenant.resetRateLimits()
            #expect(try await ana.send("GET", "/api/v1/users/me").head.status == 200)
        }
    }

    @Test("§9.1 a user has 100 calls a minute at tier 2 and 1000 at tier 1, five minutes of them at once")
    func limitsAreTheDocumentedOnes() async throws {
        try await TenantHarness.run {
            $0.switches.limitsRates = true
        } _: { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let connection = try await harness.connect()
            let head = harness.head(
                "POST", "/api/v1/reports", browser.headers(["qlik-csrf-token": token, "Content-Length": "0"]))
            var statuses: [Int] = []
            for _ in 0..<500 {
                try await connection.send(head)
                statuses.append(try await connection.readResponse(to: "POST").head.status)
            }
            await connection.close()
            // The login was the first call of the window.
            #expect(statuses.filter { $0 == 400 }.count == 499 && statuses.last == 429)
            #expect(harness.tenant.switches.tierOneRequestsPerMinute == 1000)
        }
    }

    @Test("§9.3 the tenant has half of what its users have together, whoever calls")
    func tenantIsCountedToo() async throws {
        try await TenantHarness.run {
            $0.data.members = []
            $0.switches.limitsRates = true
            $0.switches.tierOneRequestsPerMinute = 1
        } _: { harness in
            var browsers: [CookieBrowser] = []
            for name in ["ana", "ben", "eve"] { browsers.append(try await harness.signIn(name)) }
            // Five calls each in five minutes, and 5 × 3 / 2 for all of them.
            for index in [0, 1, 0, 1, 0, 1, 0] {
                #expect(try await browsers[index].send("GET", "/api/v1/users/me").head.status == 200)
            }
            #expect(try await browsers[2].send("GET", "/api/v1/users/me").head.status == 429)
            #expect(try await harness.login(harness.forge("eve").text).head.status == 200)
        }
    }

    @Test("§9.7 reports above the limit have a code of their own")
    func reportsHaveACodeOfTheirOwn() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.limitRate(of: "ana", tier: .two, for: .seconds(60))
            let report = try await browser.call("POST", "/api/v1/reports", ["type": "composition-1.0"])
            #expect(report.head.status == 429 && report.code == "REP-429000" && !report.isInvented)
            let app = TenantApp.sales.id
            #expect(try await browser.call("POST", "/api/v1/apps/\(app)/export").code == "HTTP-429")
        }
    }

    @Test("nothing is counted unless the switch is on")
    func nothingIsCountedByDefault() async throws {
        try await TenantHarness.run {
            $0.switches.tierOneRequestsPerMinute = 1
        } _: { harness in
            let browser = try await harness.signIn()
            for _ in 0..<8 { #expect(try await browser.send("GET", "/api/v1/users/me").head.status == 200) }
        }
    }
}
