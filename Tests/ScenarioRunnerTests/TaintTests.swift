// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import ScenarioRunner

@Suite struct TaintTests {
    private static let secret = "s3cr3t/+=\"value\u{e9}-0123"
    private let canary = Canary(kind: .tenantCookie, owner: "ana", name: "ana.eas.sid", value: secret)

    @Test(arguments: 0..<3) func base64IsFoundAtEachAlignment(_ offset: Int) {
        let bytes = Array("abc".utf8.prefix(offset)) + Array(Self.secret.utf8) + Array("tail".utf8)
        for isURLSafe in [true, false] {
            let text = "x=" + Base64.encode(bytes, urlSafe: isURLSafe)
            #expect(CanarySearch([canary]).hits(in: Array(text.utf8)).map(\.canary.name) == ["ana.eas.sid"])
        }
    }

    @Test func otherFormsAreFound() {
        let json = JSONValue.string(Self.secret).serialized()
        for form in [Self.secret, PercentEncoding.encode(Self.secret), json] {
            #expect(CanarySearch([canary]).hits(in: Array("a\(form)b".utf8)).first?.offset ?? 9 <= 2, "\(form)")
        }
    }

    @Test func innocentBytesAreNot() {
        let bytes = Array(String(repeating: "s3cr3t/+ and more; ", count: 1000).utf8)
        #expect(CanarySearch([canary]).hits(in: bytes).isEmpty)
        #expect(CanarySearch([canary]).hits(in: []).isEmpty)
    }

    @Test func shortSecretsAreLeftOut() {
        let short = Canary(kind: .state, owner: "ana", name: "ana.state", value: "1234567")
        #expect(CanarySearch([short]).hits(in: Array("1234567".utf8)).isEmpty)
    }

    @Test func everyKindHasARow() {
        for kind in Canary.Kind.allCases { #expect(TaintTable.sides[kind] != nil, "\(kind)") }
    }

    @Test func aMarkerMayOnlyBeSeenByItsOwner() {
        let marker = Canary(kind: .bodyMarker, owner: "ana", name: "ana.marker", value: "marker-0123456789")
        #expect(TaintTable.allows(marker, on: .browser, at: .body, actor: "ana"))
        #expect(!TaintTable.allows(marker, on: .browser, at: .body, actor: "ben"))
        #expect(!TaintTable.allows(marker, on: .log, at: .logLine, actor: nil))
    }

    @Test func aSessionCookieMayOnlyBeSet() {
        let session = Canary(kind: .browserSession, owner: "ana", name: "ana.session", value: "0123456789abcdef")
        #expect(TaintTable.allows(session, on: .browser, at: .header("set-cookie"), actor: "ana"))
        #expect(!TaintTable.allows(session, on: .browser, at: .header("location"), actor: "ana"))
        #expect(!TaintTable.allows(session, on: .tenant, at: .header("cookie"), actor: "ana"))
    }

    @Test func maskingLeavesNothingOfTheSecret() {
        let masked = Masking(CanarySearch([canary])).text("a=\(Self.secret); b=\(PercentEncoding.encode(Self.secret))")
        #expect(masked == "a=‹ana.eas.sid›; b=‹ana.eas.sid›")
    }

    @Test func aSecretBehindAContentCodingIsFound() {
        let oracle = TaintOracle(CanarySearch([canary]), facts: FakeWorld().facts) { $0 == $1 }
        var body = WitnessedBody([0x1F, 0x8B])
        body.decoded = Array("{\"sid\":\"\(Self.secret)\"}".utf8)
        let exchange = WitnessedExchange(
            id: 1, side: .browser, connection: 1, actor: "ana", step: nil,
            request: WitnessedRequest(method: "GET", target: "/x", headers: [:]),
            response: WitnessedResponse(status: 200, reason: "OK", headers: [:], body: body),
            interim: [], socket: nil, outcome: .complete, startedAt: 0, endedAt: nil, facts: [:])
        #expect(oracle.browser([exchange]).map(\.text) == ["ana.eas.sid at 8 of the body of GET /x -> 200"])
    }

    @Test func twoUsersInOneRequestToTheTenantAreAMixture() {
        let values = ["ana": "eas-of-ana-0123456789", "ben": "eas-of-ben-0123456789"]
        let canaries = values.map { Canary(kind: .tenantCookie, owner: $0, name: "\($0).eas.sid", value: $1) }
        let facts = FakeWorld().facts
        let oracle = TaintOracle(CanarySearch(canaries), facts: facts) { $0 == $1 }
        let line = values.values.map { "eas.sid=\($0)" }.joined(separator: "; ")
        let exchange = WitnessedExchange(
            id: 1, side: .tenant, connection: 1, actor: "ana", step: nil,
            request: WitnessedRequest(method: "GET", target: "/x", headers: ["Cookie": line]), response: nil,
            interim: [], socket: nil, outcome: .open, startedAt: 0, endedAt: nil, facts: [:])
        let texts = oracle.upstream([exchange]).map(\.text)
        #expect(texts == ["ana.eas.sid and ben.eas.sid together in GET /x -> no answer (open)"])
    }

    @Test func aStormIsSearchedInOnePass() {
        let canaries = (0..<500).map {
            Canary(kind: .tenantCookie, owner: "u\($0)", name: "u\($0)", value: "cookie-value-number-\($0)-of-many/+")
        }
        var bytes = [UInt8](repeating: 0x61, count: 1 << 20)
        bytes.replaceSubrange(500_000..<500_035, with: Array("cookie-value-number-499-of-many/+xyz".utf8.prefix(35)))
        #expect(CanarySearch(canaries).hits(in: bytes).map(\.canary.name) == ["u499"])
    }
}
