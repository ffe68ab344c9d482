// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

@testable import MockTenant

extension SwitchProof {
    static let sessions = [
        .flag("answers-login-with-object", on: "{}", off: "") { try await $0.login($0.forge().text).text },
        SwitchProof("other-login-method-status", [("404", "404"), ("405", "405")]) {
            try await $0.send("GET", "/login/jwt-session").status
        },
        SwitchProof(
            "users-on-login",
            [("create-and-update", "200 Anna"), ("create-only", "200 Ana"), ("known-only", "403 AUTH-5")]
        ) { harness in
            let first = try await harness.login(harness.forge().text)
            if first.head.status != 200 {
                return "\(first.status) \(first.json["errors"]?[0]?["code"]?.stringValue ?? "")"
            }
            var browser = CookieBrowser(harness: harness)
            browser.take(try await harness.login(harness.forge().with("name", "Anna").text))
            let user = try await browser.send("GET", "/api/v1/users/me")
            return "\(user.status) \(user.json["name"]?.stringValue ?? "")"
        },
        .flag("creates-groups", on: #"["sales"]"#, off: "[]") { harness in
            var browser = CookieBrowser(harness: harness)
            browser.take(try await harness.login(harness.forge().with("groups", ["sales"]).text))
            return try await browser.send("GET", "/api/v1/users/me").json["groups"]?.serialized() ?? "none"
        },
        SwitchProof("idle-timeout-seconds", [("1800", "200"), ("900", "401")]) { harness in
            let browser = try await harness.signIn()
            harness.clock.advance(by: .seconds(1200))
            return try await browser.send("GET", "/api/v1/users/me").status
        },
        SwitchProof("absolute-lifetime-seconds", [("86400", "200"), ("900", "401")]) { harness in
            let browser = try await harness.signIn()
            harness.clock.advance(by: .seconds(1200))
            return try await browser.send("GET", "/api/v1/users/me").status
        },
        .flag("counts-socket-traffic-as-activity", on: "200", off: "401", isOn: false) { harness in
            let browser = try await harness.signIn()
            let socket = try await browser.socket()
            _ = try await socket.text()
            harness.clock.advance(by: .seconds(1200))
            try await socket.send(text: "still here")
            _ = try await socket.text()
            harness.clock.advance(by: .seconds(1200))
            return try await browser.send("GET", "/api/v1/users/me").status
        },
        SwitchProof("sessions-per-user", [("0", "200 200"), ("1", "401 200")]) { harness in
            let old = try await harness.signIn()
            let new = try await harness.signIn()
            let first = try await old.send("GET", "/api/v1/users/me").status
            let second = try await new.send("GET", "/api/v1/users/me").status
            return "\(first) \(second)"
        },
        SwitchProof(
            "logout-location", [("", "own /login"), ("https://portal.example/bye", "https://portal.example/bye")]
        ) { harness in
            let answer = try await harness.signIn().send("GET", "/logout")
            return answer.field("Location").replacing(harness.tenant.origin, with: "own ")
        },
        SwitchProof(
            "sign-in-location",
            [
                (TenantSwitches().signInLocation, TenantSwitches().signInLocation),
                ("https://sign-in.example/", "https://sign-in.example/"),
            ]
        ) { try await $0.send("GET", "/login").field("Location") },
    ]
}
