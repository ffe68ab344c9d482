// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import CryptoExtras
import Testing
import Transport
import Wire

@testable import MockTenant

/// Refusals of a login that are not the token's fault alone: contract section 2.3.
@Suite struct LoginAnswerTests {
    /// Status, code, and whether the code is one of ours.
    func refusal(_ answer: BrowserResponse) -> String {
        let error = answer.json["errors"]?[0]
        let isInvented = error?["meta"]?["invented"] == true
        return "\(answer.head.status) \(error?["code"]?.stringValue ?? "none")\(isInvented ? " invented" : "")"
    }

    @Test("§1.1.2 a key of another issuer opens nothing")
    func aKeyOfAnotherIssuerOpensNothing() async throws {
        let other = TenantKey(
            issuer: "https://other.example", keyID: "other-key",
            publicKeyPEM: TokenForge.otherKey.publicKey.pemRepresentation)
        try await TenantHarness.run { configuration in
            configuration.keys.append(other)
        } _: { harness in
            let forge = harness.forge().signed { TokenForge.rs256($0, TokenForge.otherKey) }
            let rows: [(String, TokenForge, String)] = [
                ("signed with it", forge, "signature-invalid"),
                ("and named", forge.withHeader("kid", "other-key"), "unknown-key"),
                ("its issuer, our kid", forge.with("iss", "https://other.example"), "unknown-key"),
                (
                    "its issuer and kid, our signature",
                    harness.forge().with("iss", "https://other.example").withHeader("kid", "other-key"),
                    "signature-invalid"
                ),
            ]
            for (name, forge, verdict) in rows {
                let answer = try await harness.login(forge.text)
                #expect(refusal(answer) == "401 INTERNAL-TOKEN-1 invented", "\(name)")
                #expect(harness.last?.facts["jwt.verdict"] == verdict, "\(name)")
            }
            let right = forge.with("iss", "https://other.example").withHeader("kid", "other-key")
            #expect(try await harness.login(right.text).head.status == 200)
        }
    }

    @Test func aTokenOfAMegabyteIsRefusedBeforeItIsRead() async throws {
        try await TenantHarness.run { harness in
            let token = harness.forge().with("padding", .string(String(repeating: "x", count: 1 << 20))).text
            let verifier = TokenVerifier(
                keys: [TokenForge.tenantKey], switches: TenantSwitches(), ledger: TokenLedger())
            let problem = #expect(throws: TokenRefusal.self) { try verifier.verify(token, now: harness.now) }
            #expect(problem?.code == .tooLarge)
            let answer = try await harness.login(token)
            // As nginx does, which answers 400 to a head that it will not hold.
            #expect(answer.head.status == 400)
            #expect(harness.last?.outcome == .malformed && harness.tenant.sessions.isEmpty)
        }
    }

    @Test("§2.3.4 an unknown host has no authentication")
    func anUnknownHostHasNoAuthentication() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send(
                "POST", "/login/jwt-session",
                ["Host": "proxy.localhost", "Authorization": "Bearer \(harness.forge().text)"])
            #expect(refusal(answer) == "401 LOGIN-2")
        }
    }

    @Test("§2.3.5 a registration that holds no key is an invalid configuration")
    func aRegistrationThatHoldsNoKeyIsAnInvalidConfiguration() async throws {
        try await TenantHarness.run { configuration in
            configuration.keys = [
                TenantKey(issuer: TokenForge.issuer, keyID: TokenForge.keyID, publicKeyPEM: "no key at all")
            ]
        } _: { harness in
            let answer = try await harness.login(harness.forge().text)
            #expect(refusal(answer) == "401 INVALID-IDP-CONFIG")
        }
    }

    @Test(
        "§2.3.6 §2.3.8 who is no active member is refused",
        arguments: [
            (TenantUserStatus.disabled, "403 AUTH-5"), (.deleted, "403 AUTH-5"), (.expired, "403 USER_INVITE_EXPIRED"),
        ])
    func aUserWhoIsNoActiveMemberIsRefused(_ status: TenantUserStatus, code: String) async throws {
        try await TenantHarness.run { harness in
            #expect(try await harness.login(harness.forge().text).head.status == 200)
            harness.tenant.setStatus(of: "ana", to: status)
            let answer = try await harness.login(harness.forge().text)
            #expect(refusal(answer) == code)
            #expect(!answer.cookieNames.contains("eas.sid"))
            harness.tenant.setStatus(of: "ana", to: .active)
            #expect(try await harness.login(harness.forge().text).head.status == 200)
        }
    }

    @Test("§2.3.7 an e-mail address that two others have is refused")
    func anEmailThatTwoOthersHaveIsRefused() async throws {
        try await TenantHarness.run { harness in
            for user in ["ana", "ben"] {
                let answer = try await harness.login(harness.forge(user).with("email", "team@example.com").text)
                #expect(answer.head.status == 200)
            }
            let third = try await harness.login(harness.forge("eve").with("email", "team@example.com").text)
            #expect(refusal(third) == "400 LOGIN-12")
            #expect(harness.tenant.sessions(of: "eve").isEmpty)
            harness.tenant.setStatus(of: "auth0|ben", to: .deleted)
            let again = try await harness.login(harness.forge("eve").with("email", "team@example.com").text)
            #expect(again.head.status == 200)
        }
    }

    @Test("§2.3.9 a limited login says when to come back")
    func aLimitedLoginSaysWhenToComeBack() async throws {
        try await TenantHarness.run { harness in
            harness.tenant.limitRate(for: .seconds(60))
            let answer = try await harness.login(harness.forge().text)
            #expect(refusal(answer) == "429 HTTP-429")
            #expect(answer.head.headers.first("retry-after").flatMap { Int($0) } ?? 0 > 0)
            harness.tenant.resetRateLimits()
            #expect(try await harness.login(harness.forge().text).head.status == 200)
        }
    }

    @Test("§1.1.11 two Authorization lines are none")
    func twoAuthorizationLinesAreNone() async throws {
        try await TenantHarness.run { harness in
            let bearer = "Bearer \(harness.forge().text)"
            let answer = try await harness.send(
                "POST", "/login/jwt-session", ["Authorization": bearer, "authorization": bearer])
            #expect(refusal(answer) == "401 INTERNAL-TOKEN-1 invented")
            #expect(harness.last?.facts["jwt.verdict"] == "missing-authorization")
        }
    }
}
