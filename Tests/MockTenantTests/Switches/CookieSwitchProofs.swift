// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    static let cookies = [
        SwitchProof(
            "cookie-attributes",
            [
                ("expected", "; Path=/; Secure; HttpOnly; SameSite=None"),
                ("lowercase", ";path=/;secure;httponly;samesite=none"),
                ("expiring", "; Path=/; Expires=<date>; Secure; HttpOnly; SameSite=None"),
                ("domain", "; Path=/; Domain=tenant.localhost; Secure; HttpOnly; SameSite=None"),
                ("none", ""),
            ]
        ) { harness in
            let lines = try await harness.login(harness.forge().text).head.headers.all("Set-Cookie")
            let line = lines.first { $0.hasPrefix("eas.sid=") } ?? ""
            return String(line.drop { $0 != ";" }).replacing(#/Expires=[^;]+, [^;]+/#, with: "Expires=<date>")
        },
        SwitchProof(
            "cookie-order",
            [
                ("documented", "eas.sid eas.sid.sig _csrfToken _csrfToken.sig AWSALB AWSALBCORS"),
                ("shuffled", "varies"),
                ("csrf-first", "_csrfToken _csrfToken.sig eas.sid eas.sid.sig AWSALB AWSALBCORS"),
                ("csrf-last", "eas.sid eas.sid.sig AWSALB AWSALBCORS _csrfToken _csrfToken.sig"),
            ]
        ) { harness in
            try await same(of: 6) {
                try await harness.login(harness.forge().text).cookieNames.joined(separator: " ")
            }
        },
        .flag("sends-unknown-cookie", on: "true", off: "false", isOn: false) { try await sets("qx.edge-hint", $0) },
        .flag("sends-user-agent-cookie", on: "true", off: "false", isOn: false) { try await sets("eas.uaid", $0) },
        .flag("sends-load-balancer-cookies", on: "true", off: "false") { try await sets("AWSALBCORS", $0) },
        SwitchProof("rotates-session-after-answers", [("0", "false false"), ("2", "false true")]) { harness in
            let browser = try await harness.signIn()
            let first = try await browser.send("GET", "/api/v1/users/me").cookieNames.contains("eas.sid")
            let second = try await browser.send("GET", "/api/v1/users/me").cookieNames.contains("eas.sid")
            return "\(first) \(second)"
        },
        SwitchProof("rotation-grace-seconds", [("5", "200"), ("0", "401")]) { harness in
            let browser = try await harness.signIn()
            harness.tenant.rotateSessionCookie(of: "ana")
            return try await browser.send("GET", "/api/v1/users/me").status
        },
        .flag("rotates-csrf-cookie", on: "true", off: "false") { harness in
            let answer = try await harness.signIn().send("GET", "/api/v1/csrf-token")
            return "\(answer.cookieNames.contains("_csrfToken"))"
        },
        .flag("varies-header-case", on: "varies", off: "Set-Cookie") { harness in
            try await same(of: 12) {
                let answer = try await harness.send("GET", "/")
                return answer.head.headers.map(\.name).first { $0.lowercased() == "set-cookie" } ?? "none"
            }
        },
    ]

    /// Whether a login sets a cookie.
    private static func sets(_ name: String, _ harness: TenantHarness) async throws -> String {
        "\(try await harness.login(harness.forge().text).cookieNames.contains(name))"
    }

    /// What comes out each time, or "varies".
    private static func same(of times: Int, _ look: () async throws -> String) async throws -> String {
        var seen: Set<String> = []
        for _ in 0..<times { seen.insert(try await look()) }
        return seen.count == 1 ? seen.first ?? "" : "varies"
    }
}
