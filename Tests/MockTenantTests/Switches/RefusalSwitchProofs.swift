// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    static let refusals = [
        SwitchProof(
            "unauthorized-body",
            [("json", "application/json; charset=utf-8"), ("html", "text/html; charset=utf-8")]
        ) { try await $0.send("GET", "/api/v1/users/me").field("Content-Type") },
        .flag(
            "redirects-to-absolute-login", on: "own /login?returnto=%2Fsingle%2F%3Fappid%3Da",
            off: "/login?returnto=%2Fsingle%2F%3Fappid%3Da"
        ) { harness in
            let answer = try await harness.send("GET", "/single/?appid=a")
            return answer.field("Location").replacing(harness.tenant.origin, with: "own ")
        },
        .flag("requires-csrf-cookie", on: "403", off: "200", isOn: false) { harness in
            var browser = try await harness.signIn()
            let token = try await browser.token()
            browser.cookies = browser.cookies.filter { !$0.key.hasPrefix("_csrfToken") }
            return try await browser.send("POST", "/api/v1/echo", ["qlik-csrf-token": token]).status
        },
        .flag("answers-csrf-at-top-level", on: "code", off: "errors") { harness in
            let answer = try await harness.signIn().send("POST", "/api/v1/echo")
            if answer.json["code"] == "CSRF-TOKEN-2" { return "code" }
            return answer.json["errors"]?[0]?["code"] == "CSRF-TOKEN-2" ? "errors" : "none"
        },
        .flag("tells-csrf-tokens", on: "204 token", off: "404 CSRF-TOKEN-3") { harness in
            let answer = try await harness.signIn().send("GET", "/api/v1/csrf-token")
            return "\(answer.status) \(answer.head.headers.contains("qlik-csrf-token") ? "token" : answer.code ?? "")"
        },
        .flag("accepts-csrf-in-query", on: "200", off: "403", isOn: false) { harness in
            let browser = try await harness.signIn()
            return try await browser.send("POST", "/api/v1/echo?qlik-csrf-token=\(try await browser.token())").status
        },
        .flag("checks-origin", on: "403", off: "200") { harness in
            try await harness.signIn().send("GET", "/api/v1/users/me", ["Origin": "https://evil.example"]).status
        },
        SwitchProof("bearer-beside-cookies", [("cookies-win", "200"), ("bearer-first", "401")]) { harness in
            try await harness.signIn().send("GET", "/api/v1/users/me", ["Authorization": "Bearer unknown"]).status
        },
        SwitchProof("removed-user", [("401", "401 AUTHENTICATION-1"), ("403", "403 AUTH-5")]) { harness in
            let browser = try await harness.signIn()
            harness.tenant.setStatus(of: "ana", to: .disabled)
            let answer = try await browser.send("GET", "/api/v1/users/me")
            return "\(answer.status) \(answer.json["errors"]?[0]?["code"]?.stringValue ?? "")"
        },
    ]
}
