// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import Testing
import Transport
import Wire

@testable import MockTenant

/// One row per defect of a login token: contract sections 1 and 2.3.
@Suite struct LoginRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let status: Int
        let verdict: String
        let make: @Sendable (TokenForge) -> String

        init(_ name: String, _ status: Int, _ verdict: String, _ make: @escaping @Sendable (TokenForge) -> String) {
            self.name = name
            self.status = status
            self.verdict = verdict
            self.make = make
        }

        var testDescription: String { name }
    }

    static let missing: [Row] = [
        "iss", "aud", "sub", "subType", "name", "email", "email_verified", "jti", "iat", "nbf", "exp",
    ].map { name in Row("without \(name)", 400, "missing-claim") { $0.with(name, nil).text } }

    static let shapes: [Row] = [
        Row("sub is a number", 401, "claim-type") { $0.with("sub", 7).text },
        Row("email_verified is a text", 401, "claim-type") { $0.with("email_verified", "true").text },
        Row("subType is app", 401, "claim-type") { $0.with("subType", "app").text },
        Row("exp is a text", 401, "claim-type") { $0.with("exp", "soon").text },
        Row("groups is a text", 401, "claim-type") { $0.with("groups", "admins").text },
        Row("groups holds a number", 401, "claim-type") { $0.with("groups", ["a", 1]).text },
        Row("wrong audience", 401, "audience-wrong") { $0.with("aud", "qlik.api").text },
        Row("audience with a slash too many", 401, "audience-wrong") {
            $0.with("aud", "qlik.api/login/jwt-session/").text
        },
        Row("two audiences", 401, "audience-wrong") {
            $0.with("aud", ["qlik.api/login/jwt-session", "other"]).text
        },
        Row("unknown issuer", 401, "unknown-issuer") { $0.with("iss", "https://evil.example").text },
        Row("issuer with a slash too many", 401, "unknown-issuer") {
            $0.with("iss", .string(TokenForge.issuer + "/")).text
        },
        Row("unknown kid", 401, "unknown-key") { $0.withHeader("kid", "other").text },
        Row("no kid", 401, "unknown-key") { $0.withHeader("kid", nil).text },
    ]

    static let signatures: [Row] = [
        Row("alg none, no signature", 401, "algorithm-refused") {
            $0.withHeader("alg", "none").signed { _ in [] }.text
        },
        Row("alg NONE", 401, "algorithm-refused") { $0.withHeader("alg", "NONE").signed { _ in [] }.text },
        Row("no alg", 401, "algorithm-refused") { $0.withHeader("alg", nil).text },
        Row("HS256 with the public key as secret", 401, "algorithm-refused") {
            $0.withHeader("alg", "HS256").signed { input in
                let secret = SymmetricKey(data: Array(TokenForge.key.publicKey.pemRepresentation.utf8))
                return Array(HMAC<SHA256>.authenticationCode(for: input, using: secret))
            }.text
        },
        Row("RS512 is off by default", 401, "algorithm-refused") { $0.withHeader("alg", "RS512").text },
        Row("crit is not understood", 401, "algorithm-refused") { $0.withHeader("crit", ["b64"]).text },
        Row("empty signature", 401, "signature-invalid") { $0.signed { _ in [] }.text },
        Row("signature of another key", 401, "signature-invalid") {
            $0.signed { TokenForge.rs256($0, TokenForge.otherKey) }.text
        },
        Row("one bit of the signature flipped", 401, "signature-invalid") {
            $0.signed { input in
                var signature = TokenForge.rs256(input, TokenForge.key)
                signature[40] ^= 1
                return signature
            }.text
        },
        Row("PSS under the name RS256", 401, "signature-invalid") {
            $0.signed { input in
                Array(try! TokenForge.key.signature(for: SHA256.hash(data: input), padding: .PSS).rawRepresentation)
            }.text
        },
    ]

    static let forms: [Row] = [
        Row("two parts", 401, "token-malformed") { $0.text.split(separator: ".").prefix(2).joined(separator: ".") },
        Row("four parts", 401, "token-malformed") { $0.text + ".x" },
        Row("padding", 401, "token-malformed") { $0.text + "=" },
        Row("not base64url", 401, "token-malformed") { "!" + $0.text },
        Row("header is no JSON", 401, "token-malformed") {
            "bm90IGpzb24." + $0.text.split(separator: ".").dropFirst().joined(separator: ".")
        },
        Row("a claim twice", 401, "duplicate-member") { forge in
            var forge = forge
            forge.claims.append(("sub", "auth0|ben"))
            return forge.text
        },
        Row("a header member twice", 401, "duplicate-member") { forge in
            var forge = forge
            forge.header.append(("alg", "none"))
            return forge.text
        },
        Row("larger than 16 KiB", 401, "token-too-large") {
            $0.with("padding", .string(String(repeating: "x", count: 20_000))).text
        },
        Row("empty", 401, "missing-authorization") { _ in "" },
    ]

    @Test(
        "§1.1.1 §1.1.2 §1.1.3 §1.1.4 §1.1.8 §2.3.2 §2.3.10 a defective token is refused",
        arguments: missing + shapes + signatures + forms)
    func defectiveTokenIsRefused(_ row: Row) async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.login(row.make(harness.forge()))
            #expect(answer.head.status == row.status)
            let error = answer.json["errors"]?[0]
            #expect(error?["code"] == "INTERNAL-TOKEN-1")
            #expect(error?["title"] == "Invalid token request")
            #expect(error?["status"] == .string(String(row.status)))
            #expect(answer.json["traceId"]?.stringValue?.count == 32)
            #expect((error?["meta"]?["invented"] == true) == (row.verdict != "missing-claim"))
            #expect(!answer.cookieNames.contains("eas.sid"))
            #expect(harness.tenant.sessions.isEmpty)
            #expect(harness.last?.facts["jwt.verdict"] == row.verdict)
        }
    }

    @Test("§1.1.4 §2.3.1 a missing claim is named as recorded")
    func missingClaimIsNamedAsRecorded() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.login(harness.forge().with("nbf", nil).text)
            #expect(answer.json["errors"]?[0]?["detail"] == "JWT_LOGIN_VALIDATIONS Missing required claim: nbf")
        }
    }

    static let times: [(String, Int64, Int64, String)] = [
        ("expired this second", -60, 0, "expired"),
        ("not before the next second", 1, 60, "not-yet-valid"),
        ("a second longer than an hour", 0, 3601, "lifetime-too-long"),
        ("exactly an hour", 0, 3600, "accepted"),
        ("valid from this second", 0, 60, "accepted"),
        ("valid until the next second", -60, 1, "accepted"),
    ]

    @Test("§1.1.7 the times of a token are held to the second", arguments: times)
    func timesAreHeldToTheSecond(_ name: String, nbf: Int64, exp: Int64, verdict: String) async throws {
        // A clock that stands still, since a second may pass between the making of a token and its check.
        let moment: Int64 = 1_800_000_000
        try await TenantHarness.run {
            $0.time = .init { moment * 1000 }
        } _: { harness in
            let forge = TokenForge(now: moment).with("nbf", .number("\(moment + nbf)"))
                .with("exp", .number("\(moment + exp)"))
            let answer = try await harness.login(forge.text)
            #expect(answer.head.status == (verdict == "accepted" ? 200 : 401))
            #expect(harness.last?.facts["jwt.verdict"] == verdict)
        }
    }

    @Test("§1.1.5 a token is consumed once")
    func tokenIsConsumedOnce() async throws {
        try await TenantHarness.run { harness in
            let token = harness.forge().text
            let first = try await harness.login(token)
            #expect(first.head.status == 200)
            let second = try await harness.login(token)
            #expect(second.head.status == 401)
            #expect(harness.last?.facts["jwt.verdict"] == "replayed")
            harness.tenant.switches.refusesReplayedTokens = false
            let third = try await harness.login(token)
            #expect(third.head.status == 200)
        }
    }

    @Test("§1.1.5 a refused token does not consume its jti")
    func refusedTokenDoesNotConsumeItsIdentifier() async throws {
        try await TenantHarness.run { harness in
            let forge = harness.forge()
            let refused = try await harness.login(forge.with("aud", "wrong").text)
            #expect(refused.head.status == 401)
            let accepted = try await harness.login(forge.text)
            #expect(accepted.head.status == 200)
        }
    }

    @Test func allRefusalsAre400WhenTheSwitchSaysSo() async throws {
        try await TenantHarness.run {
            $0.switches.refusesTokensWith401 = false
        } _: { harness in
            let answer = try await harness.login(harness.forge().with("aud", "wrong").text)
            #expect(answer.head.status == 400)
        }
    }

    @Test("§1.1.11 §2.3.3 a login without a Bearer token is refused")
    func missingAuthorizationIsRefused() async throws {
        try await TenantHarness.run { harness in
            let bare = try await harness.send("POST", "/login/jwt-session")
            #expect(bare.head.status == 401)
            let basic = try await harness.send("POST", "/login/jwt-session", ["Authorization": "Basic YTpi"])
            #expect(basic.head.status == 401)
        }
    }

    @Test("§2.1.5 other methods on the login path do not exist")
    func otherMethodsOnTheLoginPathDoNotExist() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", "/login/jwt-session")
            #expect(answer.head.status == 404)
        }
    }
}
