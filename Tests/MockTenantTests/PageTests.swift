// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Pages, probes, and what every answer has: contract §3.2, §6, §7 and §8.
@Suite struct PageTests {
    @Test("§3.2.10 user-locale is JSON for a session, and no page for anybody else")
    func localeTellsASession() async throws {
        try await TenantHarness.run { harness in
            let known = try await harness.signIn().send("GET", "/api/v1/user-locale")
            #expect(known.head.status == 200 && known.header("Content-Type")?.hasPrefix("application/json") == true)
            #expect(known.json["locale"]?.stringValue != nil)
            let stranger = try await harness.send("GET", "/api/v1/user-locale")
            #expect(stranger.head.status == 401 && !stranger.head.headers.contains("Location"))
        }
    }

    @Test(
        "§6.1.7 §6.2.8 a page names its assets from the root and the tenant's host in a script",
        arguments: ["/single/?appid=a-1&sheet=s&opt=ctxmenu,currsel", "/sense/app/a-1/sheet/s/state/analysis"])
    func pageNamesAssetsAndHost(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let page = try await harness.signIn().send("GET", target)
            #expect(page.head.status == 200 && page.header("Content-Type") == "text/html; charset=utf-8")
            let links = page.text.matches(of: #/(?:href|src)="([^"]*)"/#).map(\.1)
            #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix("/") && !$0.hasPrefix("//") })
            #expect(page.text.contains("\"host\": \"\(harness.tenant.origin)\", \"app\": \"a-1\""))
        }
    }

    @Test(
        "§3.2.2 §7.9 pages without behaviour ask for a session, and the management console may not be framed",
        arguments: [
            "/dataloadeditor/app/x", "/datamodelviewer/app/x", "/insight/x", "/insights/x", "/share/x", "/console",
            "/console/users",
        ])
    func staticPages(_ target: String) async throws {
        try await TenantHarness.run { harness in
            let stranger = try await harness.send("GET", target)
            #expect(stranger.head.status == 302)
            #expect(stranger.header("Location")?.hasPrefix("\(harness.tenant.origin)/login?returnto=") == true)
            let browser = try await harness.signIn()
            let page = try await browser.send("GET", target)
            #expect(page.head.status == 200 && page.text.contains("data-marker=\"marker-"))
            let isConsole = target.hasPrefix("/console")
            let policy = page.head.headers.all("Content-Security-Policy")
            #expect(policy.count == 1 && (policy == ["frame-ancestors 'none'"]) == isConsole)
            #expect(page.header("X-Frame-Options") == (isConsole ? "DENY" : nil))
            let posted = try await browser.call("POST", target)
            #expect(posted.head.status == 405 && posted.header("Allow") == "GET")
        }
    }

    @Test func dataTellFurtherPlacesAndWhatTheyNeed() async throws {
        try await TenantHarness.run {
            $0.data.endpoints = [
                TenantStaticEndpoint(
                    name: "Quota", paths: ["/api/v1/quotas/{id}"], access: .api, mark: .documented,
                    headers: ["Cache-Control": "max-age=9"],
                    content: .text(type: "application/json", #"{"of":"{{marker}}"}"#)),
                TenantStaticEndpoint(
                    name: "Robots", paths: ["/robots.txt"], access: .open, mark: .inferred,
                    content: .text(type: "text/plain", "none")),
            ]
        } _: { harness in
            #expect(try await harness.send("GET", "/api/v1/quotas/1").head.status == 401)
            let quota = try await harness.signIn().send("GET", "/api/v1/quotas/1")
            #expect(quota.json["of"]?.stringValue?.hasPrefix("marker-") == true)
            #expect(quota.head.headers.all("Cache-Control") == ["max-age=9"])
            #expect(try await harness.send("GET", "/robots.txt").text == "none")
            #expect(try await harness.signIn().send("GET", "/console").head.status == 404)
        }
    }

    @Test("§4.4.7 what a client says of its way changes neither links nor redirects")
    func forwardedLinesAreIgnored() async throws {
        try await TenantHarness.run { harness in
            let lines: HeaderList = [
                "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp", "X-Forwarded-For": "10.0.0.1",
                "X-Original-URI": "/evil", "X-Original-URL": "https://evil.example/",
            ]
            let me = try await harness.signIn().send("GET", "/api/v1/users/me", lines)
            #expect(!me.text.contains("evil") && !me.text.contains("ftp:"))
            let page = try await harness.send("GET", "/single/?appid=x", lines)
            #expect(page.header("Location")?.hasPrefix("\(harness.tenant.origin)/login?returnto=%2Fsingle") == true)
        }
    }

    static let answers = [
        ("GET", "/", 200), ("GET", "/resources/js/qlik.js", 200), ("GET", "/api/v1/users/me", 401),
        ("GET", "/no/such/page", 404), ("POST", "/", 405), ("GET", "/login?returnto=//evil.example", 401),
    ]

    @Test("§7.10 §7.11 no answer names its server, and each error has its own trace id", arguments: answers)
    func answersNameNoServer(_ method: String, _ target: String, status: Int) async throws {
        try await TenantHarness.run { harness in
            let first = try await harness.send(method, target)
            #expect(first.head.status == status && !first.head.headers.contains("Server"))
            guard status >= 400 else { return }
            let traces = [first, try await harness.send(method, target)].compactMap { $0.json["traceId"]?.stringValue }
            #expect(Set(traces).count == 2 && traces.allSatisfy { $0.wholeMatch(of: #/[0-9a-f]{32}/#) != nil })
        }
    }

    @Test("§8.2 a login token beside the cookies is put up with, on reading and on modifying calls")
    func tokenBesideCookiesIsPutUpWith() async throws {
        try await TenantHarness.run { harness in
            let token = harness.forge().text
            var browser = CookieBrowser(harness: harness)
            browser.take(try await harness.login(token))
            let bearer: HeaderList = ["Authorization": "Bearer \(token)"]
            #expect(try await browser.send("GET", "/api/v1/users/me", bearer).json["email"] == "ana@example.com")
            #expect(try await browser.call("POST", "/api/v1/echo", nil, bearer).head.status == 200)
            #expect(harness.last?.facts["bearer.beside-cookies"] == "ignored")
        }
    }

    @Test(
        "§6.3.9 every method of the REST interface arrives as it was sent",
        arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func methodsArrive(_ method: String) async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.signIn().call(method, "/api/v1/echo")
            #expect(answer.head.status == 200 && answer.json["method"] == .string(method))
            let head = try await harness.signIn().send("HEAD", "/api/v1/users/me")
            #expect(head.head.status == 200 && head.body.isEmpty)
        }
    }
}
