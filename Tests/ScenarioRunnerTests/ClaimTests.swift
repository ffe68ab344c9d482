// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import ScenarioRunner

@Suite struct ClaimTests {
    private static let preparation =
        VerbTests.preparation + """
              - ana sends: [ { text: one }, { binary: 00 ff } ]
              - ana posts: { target: /a?x=1&x=2, body: hello }
              - clock marks: later

            """

    static let right = [
        "ana received: [ { text: one }, { binary: 00 ff } ]",
        "ana received: { count: 2 }",
        "ana received: { contains: { text: { starts-with: o } } }",
        "ana stayed-connected",
        "ana was-given: { session-cookie: { secure: true, http-only: true, same-site: [Lax, Strict], domain: absent } }",
        "ana was-given: { other: absent }",
        "ana held: { session-cookie: present }",
        "ana kept-sessions: { at-most: 4 }",
        "tenant received: { at: /a, body: as-sent, query: { x: { lines: [1, 2] }, y: absent } }",
        "tenant received: { at: /**, times: { at-least: 1 }, of: ana, method: POST }",
        "tenant received: { at: /a, with-exactly: <ana.tenant-cookies>, headers: { Authorization: absent } }",
        "tenant received: { at: /a, times: 0, since: later }",
        "tenant opened: { sessions: 2, for: [ana, ben] }",
        "nobody reached: idp",
        "nobody reached: trap",
        "nobody reached: { the: tenant, since: later }",
        "nobody saw: [<ana.tenant-cookies>]",
        "log contained-no: [<ana.session-cookie>]",
        "store held: { sessions: 3, no: [<ana.session-cookie>] }",
        "store was-whole",
        "proxy survived",
        "proxy stayed-below: 2 MiB",
    ]

    static let wrong = [
        "ana received: [ { text: one } ]",
        "ana received: [ { binary: 00 ff }, { text: one } ]",
        "ana received: { count: 3, within: 0 s }",
        "ana was-closed: { code: 1000, within: 0 s }",
        "ana was-given: { session-cookie: { same-site: Strict } }",
        "ana held: { cookies: none }",
        "ana kept-sessions: { at-least: 9 }",
        "ana was-refused: { status: 429, code: 1013, within: 0 s }",
        "tenant received: { at: /a, times: 2, within: 0 s }",
        "tenant received: { at: /a, with-exactly: <ben.tenant-cookies> }",
        "tenant received: { at: /a, query: { x: 1 } }",
        "tenant received: { at: /b, within: 0 s }",
        "tenant upgraded: { within: 0 s }",
        "tenant opened: { sessions: 1 }",
        "tenant lost: { at: /a, within: 0 s }",
        "nobody reached: tenant",
        "nobody saw: [ana@example.com]",
        "log contained: anything",
        "store held: { sessions: 1 }",
        "proxy stayed-below: 1 KiB",
    ]

    @Test(arguments: right) func holds(_ claim: String) async throws {
        let result = try await play(Self.preparation + "  - \(claim)\n")
        #expect(result.verdict.word == "passed", "\(result.verdict)")
    }

    @Test(arguments: wrong) func doesNotHold(_ claim: String) async throws {
        let result = try await play(Self.preparation + "  - \(claim)\n")
        #expect(result.verdict.word == "failed", "\(result.verdict)")
    }

    @Test func ofSeveralRequestsThatDifferTheNearestIsTold() async throws {
        let result = try await play(
            VerbTests.preparation + """
                  - ana gets: /a?q=zebra
                  - ana gets: /a?q=one%2ftwo
                  - ana gets: /a
                  - tenant received: { at: /a, target: "/a?q=one%2Ftwo", times: 1, within: 0 s }

                """)
        #expect(result.verdict.failure?.seen.map(\.text) == ["0 of 3; another one had target \"/a?q=one%2ftwo\""])
    }

    static let expectations: [(text: String, isMet: Bool)] = [
        ("status: 2xx", true), ("status: [401, 5xx]", false),
        ("json: { email: ana@example.com, n: [1, 2] }", true), ("json: { n: [1] }", false),
        (#"json: { n: ["1", 2] }"#, false), ("json: { other: absent }", true),
        ("json-paths: { n.1: 2, email: { ends-with: .com } }", true), ("json-paths: { n.2: present }", false),
        ("headers: { content-type: { like: application/* }, X-No: absent }", true),
        ("headers: { content-type: text/html }", false), ("set-cookies: none", true),
        ("body: none", false), ("body: { contains: email }", true), ("length: 38", false),
        ("incomplete: true", false), ("location: absent", true), ("lands-on: /a", true), ("lands-on: /b", false),
        ("any-of: [ { status: 401 }, { status: 200, body: { contains: ana } } ]", true),
        ("any-of: [ { status: 401 }, { status: 204 } ]", false), ("signed-in: true", true), ("signed-in: false", false),
        ("no-answer: true", false), ("redirects: []", true), ("interim: [103]", false),
        ("capture: { who: json email }", true), ("capture: { who: header Nope }", false),
    ]

    @Test(arguments: expectations) func anExpectationIsMetOrNot(_ text: String, _ isMet: Bool) async throws {
        let steps = VerbTests.preparation + "  - ana gets: /a\n    expect: { \(text) }\n"
        let result = try await play(steps)
        #expect(result.verdict.word == (isMet ? "passed" : "failed"), "\(result.verdict)")
    }
}
