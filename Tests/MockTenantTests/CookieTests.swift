// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// The cookie set of contract §2.2 and its misbehaviours, read off the wire.
@Suite struct CookieTests {
    func loginLines(_ change: (inout MockTenantConfiguration) -> Void = { _ in }) async throws -> [String] {
        var lines: [String] = []
        try await TenantHarness.run(change) { harness in
            lines = try await harness.login(harness.forge().text).head.headers.all("Set-Cookie")
        }
        return lines
    }

    func value(_ name: String, _ lines: [String]) throws -> String {
        let line = try #require(lines.first { $0.hasPrefix("\(name)=") })
        return String(line.dropFirst(name.count + 1).prefix { $0 != ";" })
    }

    @Test("§2.2.2 a login sets the documented cookies in their order, then the load balancer's")
    func loginSetsTheDocumentedCookiesAndTheLoadBalancers() async throws {
        let names = try await loginLines().map { String($0.prefix { $0 != "=" }) }
        #expect(names == ["eas.sid", "eas.sid.sig", "_csrfToken", "_csrfToken.sig", "AWSALB", "AWSALBCORS"])
    }

    @Test func stagesAddACookieThatNobodyKnowsAndDrawTheOrder() async throws {
        let plain = try await loginLines().map { String($0.prefix { $0 != "=" }) }
        let awkward = try await loginLines { $0.switches = .awkward }.map { String($0.prefix { $0 != "=" }) }
        #expect(Set(awkward) == Set(plain).union(["qx.edge-hint"]) && awkward.count == 7)
        #expect(awkward.filter { $0 != "qx.edge-hint" } != plain)
    }

    @Test("§2.2.3 §2.2.4 §2.2.6 values have the recorded shapes")
    func valuesHaveTheRecordedShapes() async throws {
        let lines = try await loginLines()
        #expect(try value("eas.sid", lines).count == 32)
        #expect(try value("eas.sid.sig", lines).count == 86)
        #expect(try value("_csrfToken.sig", lines).count == 86)
        let token = try value("_csrfToken", lines)
        #expect(token.count == 36 && Array(token)[8] == "-")
        let balancer = try value("AWSALB", lines)
        #expect(balancer.contains("/") && balancer.contains("+") && balancer.hasSuffix("="))
    }

    @Test("§2.2.8 a signature is a MAC over name and value")
    func signatureIsAnHMACOverNameAndValue() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let signer = harness.tenant.core.sessions.signer
            let sid = try #require(browser.cookies["eas.sid"])
            #expect(browser.cookies["eas.sid.sig"] == signer.signature(name: "eas.sid", value: sid))
            #expect(signer.signature(name: "eas.sid", value: sid) != signer.signature(name: "eas.si", value: "d\(sid)"))
        }
    }

    @Test("§2.2.7 the load balancer's cookie has a comma in Expires")
    func loadBalancerCookieHasACommaInExpires() async throws {
        let line = try #require(try await loginLines().first { $0.hasPrefix("AWSALB=") })
        #expect(line.contains("; Expires=") && line.contains(", ") && line.hasSuffix("; Path=/"))
    }

    @Test func sameSeedGivesTheSameCookies() async throws {
        let first = try await loginLines { $0.random = .seeded(3) }
        let second = try await loginLines { $0.random = .seeded(3) }
        let third = try await loginLines { $0.random = .seeded(4) }
        #expect(first.map { $0.prefix { $0 != ";" } } == second.map { $0.prefix { $0 != ";" } })
        #expect(first != third)
    }

    @Test("§2.2.7 the load balancer's cookie changes on every answer and keeps its mark")
    func loadBalancerCookieChangesOnEveryAnswerAndKeepsItsMark() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let answers = [
                try await browser.send("GET", "/api/v1/users/me"),
                try await browser.send("GET", "/resources/js/qlik.js"),
            ]
            let values = try answers.map { try value("AWSALB", $0.head.headers.all("Set-Cookie")) }
            #expect(Set(values).count == 2)
            let mark = try #require(harness.tenant.session(of: "ana")?.loadBalancerPrefix)
            #expect(values.allSatisfy { $0.hasPrefix(mark) })
        }
    }

    @Test func everyCookieIsACanaryOfItsOwner() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            let canaries = harness.tenant.canaries()
            for (name, browser) in [("ana", ana), ("ben", ben)] {
                for (cookie, value) in browser.cookies {
                    let known = canaries.filter { $0.owner == name && value.hasPrefix($0.value) }
                    #expect(known.count == 1, "\(name).\(cookie)")
                }
            }
            #expect(Set(canaries.map(\.value)).count == canaries.count)
            #expect(canaries.contains { $0.kind == .tenantToken && $0.owner == "ben" })
            #expect(canaries.contains { $0.kind == .bodyMarker && $0.owner == "ana" })
        }
    }

    @Test func witnessTellsWhoseCookiesCame() async throws {
        try await TenantHarness.run {
            $0.switches = .awkward
        } _: { harness in
            var ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            ana.cookies["_csrfToken"] = ben.cookies["_csrfToken"]
            ana.cookies["AWSALB"] = ben.cookies["AWSALB"]
            ana.cookies["portal"] = "1"
            ana.cookies["qx.edge-hint"] = nil
            _ = try await ana.send("GET", "/api/v1/users/me")
            let facts = try #require(harness.last?.facts)
            #expect(facts["session.state"] == "valid")
            #expect(facts["cookies.foreign"] == "AWSALB(ben) _csrfToken(ben)")
            #expect(facts["cookies.unknown"] == "portal")
            #expect(facts["cookies.missing"] == "qx.edge-hint")
            #expect(facts["cookies.own"] == "AWSALBCORS _csrfToken.sig eas.sid eas.sid.sig")
            #expect(facts["session"] == harness.tenant.session(of: "ana")?.fingerprint)
        }
    }

    @Test func cookieLineIsReadInOrderWithAllItsOddities() {
        let pairs = CookieLine.pairs(["a=1;b = 2 ; c==; d", "a=3"])
        #expect(pairs.map(\.name) == ["a", "b ", "c", "d", "a"])
        #expect(pairs.map(\.value) == ["1", " 2", "=", "", "3"])
    }
}
