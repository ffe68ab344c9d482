// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioRunner

@Suite struct VerbTests {
    /// A step (after ana and ben have signed in and ana has a socket) and the call that it must cause.
    static let acts: [(step: String, call: String)] = [
        ("ana gets: /a", "ana GET /a"),
        ("ana posts: { target: /a, body: { json: { n: 1 } } }", "ana POST /a"),
        ("ana puts: { target: /a, body: { random: 64 KiB } }", "ana PUT /a"),
        ("ana patches: { target: /a, body: text, type: text/x }", "ana PATCH /a"),
        ("ana deletes: /a", "ana DELETE /a"),
        ("ana heads: /a", "ana HEAD /a"),
        ("ana requests: { method: TRACE, target: / }", "ana TRACE /"),
        ("ana gets: { mode: navigate, each: [/a, { target: /b, headers: { A: b } }] }", "ana GET /b"),
        ("ana visits: /page", "ana visit /page"),
        (#"ana sends-raw: "GET / HTTP/1.1\r\n\r\n""#, "ana raw 18"),
        (#"ana sends-raw: 'a\r\n\xff'"#, "ana raw 4"),
        ("ana opens: /app/<apps.sales>", "ana open /app/app-1"),
        ("ana sends: { ping: 00 }", "ana frame 9"),
        ("ana sends: [ { text: a }, { fragments: [a, { ping: 01 }, b] } ]", "ana frame 0"),
        ("ana closes: { code: 4000, reason: bye }", "ana close 4000"),
        ("ana pauses: reading", "ana reading false"),
        ("ana resumes: reading", "ana reading true"),
        ("ana logs-out: at the proxy", "ana POST /logout"),
        ("tenant answers: { at: /x, silence: true }", "script /x silence"),
        ("tenant answers: { at: /x, add-headers: [ { A: b }, { A: c } ], times: 1 }", "script /x"),
        ("tenant answers: as usual", "restore"),
        ("tenant delays: { upgrade: 300 ms }", "script /app/** proceed"),
        ("tenant expires: ana", "expire ana"),
        ("tenant rotates: { session-cookie: ana }", "rotate cookie ana"),
        ("tenant rotates: { csrf-token: [ana, ben] }", "rotate csrf ben"),
        ("tenant sets: { shuffles-cookies: true }", "set shuffles-cookies=true"),
        ("tenant refuses: connections", "listening false"),
        ("tenant accepts: connections", "listening true"),
        ("tenant sends: { to: ana, text: hello }", "tenant frame ana"),
        ("tenant closes: { of: ana, code: 4204 }", "tenant close ana 4204"),
        ("tenant drops: { of: ana }", "tenant drop ana"),
        ("tenant pauses: { of: ana }", "tenant reading false"),
        ("tenant resumes: { of: ana }", "tenant reading true"),
        ("idp answers: { at: token, status: 500 }", "script /*/oauth/token"),
        ("idp answers: { defect: nonce-invalid }", "script * defect"),
        ("idp delays: { at: logout, by: 1 s }", "script /*/v2/logout"),
        ("idp ends-session: ana", "end session ana"),
        ("idp rotates: keys", "rotate keys"),
        ("idp sets: { demands-pkce: true }", "set demands-pkce=true"),
        ("idp refuses: connections", "listening false"),
        ("idp accepts: connections", "listening true"),
        ("idp posts: { logout-token: ana }", "logout token ana"),
        ("clock advances: 31 min", "advance"),
        ("link breaks: { side: tenant, fault: delay, by: 1 s }", "fault delay"),
        ("link heals: tenant", "heal tenant"),
        ("store breaks: { fault: busy }", "store busy"),
        ("store heals", "store heals"),
        ("proxy stops", "stop"),
    ]

    static let preparation = """
          - ana signs-in: through the identity provider
          - ben signs-in: through the identity provider
          - ana opens: /app/<apps.sales>

        """

    @Test(arguments: acts) func doesWhatItSays(_ step: String, _ call: String) async throws {
        let world = FakeWorld()
        let result = try await play(Self.preparation + "  - \(step)\n", on: world)
        #expect(result.verdict.word == "passed", "\(result.verdict)")
        #expect(world.calls.contains { $0.hasPrefix(call) }, "\(world.calls)")
    }

    @Test func cookiesCanBePlantedKeptAndForgotten() async throws {
        let result = try await play(
            Self.preparation + """
                  - ana keeps: { old: <ana.session-cookie> }
                  - ana plants: { session-cookie: <ben.session-cookie>, cookies: { a: b } }
                  - ana held: { cookies: [sid, a], session-cookie: { not: <kept.old> } }
                  - ana forgets: cookies
                  - ana held: { cookies: none, session-cookie: absent }
                """)
        #expect(result.verdict.word == "passed", "\(result.verdict)")
    }

    @Test func variantsThatFailAreListed() async throws {
        let result = try await play(
            Self.preparation
                + "  - ana gets: { each: [/a, { target: /b, cookie: x=y }] }\n    expect: { status: 200 }\n")
        #expect(result.verdict.failure?.seen.map(\.text) == ["each 2 (/b): GET /b -> 401"])
    }
}
