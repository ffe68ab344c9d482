// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Host and origin: contract §2.4, §4.3, §4.4 and §8.
@Suite struct GateTests {
    @Test(
        "§8.3 a foreign host is told, even on resources",
        arguments: ["proxy.localhost", "tenant.localhost.evil.example", "", "127.0.0.1"])
    func foreignHostIsTold(_ host: String) async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", "/resources/js/qlik.js", ["Host": host])
            #expect(answer.head.status == 401)
            #expect(answer.json["errors"]?[0]?["code"] == "LOGIN-2")
        }
    }

    @Test func hostIsComparedWithoutCaseAndPort() async throws {
        try await TenantHarness.run { harness in
            for host in ["TENANT.localhost", "tenant.localhost:1"] {
                let answer = try await harness.send("GET", "/resources/js/qlik.js", ["Host": host])
                #expect(answer.head.status == 200)
            }
        }
    }

    static let origins: [(HeaderList, String, Int)] = [
        ([:], "/api/v1/users/me", 200),
        (["Origin": "https://portal.example"], "/api/v1/users/me", 403),
        (["Origin": "https://portal.example", "qlik-web-integration-id": "listed"], "/api/v1/users/me", 200),
        (["Origin": "https://portal.example"], "/api/v1/users/me?qlik-web-integration-id=listed", 200),
        (["Origin": "https://portal.example", "qlik-web-integration-id": "listed/"], "/api/v1/users/me", 403),
        (["Origin": "https://portal.example:444", "qlik-web-integration-id": "listed"], "/api/v1/users/me", 403),
        (["Origin": "null"], "/api/v1/users/me", 403),
        (["Origin": "https://evil.example"], "/resources/js/qlik.js", 200),
        (["qlik-web-integration-id": "unknown"], "/api/v1/users/me", 200),
    ]

    @Test("§2.1.3 §4.3.4 §4.3.5 §4.3.7 §4.4.5 the origins of a web integration are exact", arguments: origins.indices)
    func originPolicyOfAWebIntegration(_ index: Int) async throws {
        let (headers, target, status) = Self.origins[index]
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            #expect(try await browser.send("GET", target, headers).head.status == status, "\(headers) \(target)")
        }
    }

    @Test("§4.1.5 §4.4.1 §7.12 the own origin gets no CORS lines, a listed one may read")
    func ownOriginIsAdmittedAndGetsNoCORSLines() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let own = try await browser.send("GET", "/api/v1/users/me", ["Origin": harness.tenant.origin])
            #expect(own.head.status == 200 && !own.head.headers.contains("Access-Control-Allow-Origin"))
            let other = try await browser.send(
                "GET", "/api/v1/users/me",
                ["Origin": "https://portal.example", "qlik-web-integration-id": "listed"])
            #expect(other.head.headers.first("Access-Control-Allow-Origin") == "https://portal.example")
            #expect(other.head.headers.first("Access-Control-Allow-Credentials") == "true")
            #expect(other.head.headers.all("Vary").contains("Origin"))
            #expect(other.header("Access-Control-Expose-Headers")?.contains("Qlik-CSRF-Token") == true)
        }
    }

    @Test("§2.1.2 §2.4.1 a login from another origin needs its web integration")
    func loginOfAnotherOriginNeedsItsWebIntegration() async throws {
        try await TenantHarness.run { harness in
            let token = harness.forge().text
            let headers: HeaderList = ["Authorization": "Bearer \(token)", "Origin": "https://portal.example"]
            #expect(try await harness.send("POST", "/login/jwt-session", headers).head.status == 403)
            let listed = try await harness.send(
                "POST", "/login/jwt-session?qlik-web-integration-id=listed", headers)
            #expect(listed.head.status == 200)
        }
    }

    @Test("§2.4.2 below /login and /logout any origin is named, and only a listed one gets credentials")
    func signInNamesAnyOrigin() async throws {
        try await TenantHarness.run { harness in
            for (method, target) in [("GET", "/login"), ("GET", "/logout"), ("POST", "/login/jwt-session")] {
                let answer = try await harness.send(method, target, ["Origin": "https://evil.example"])
                #expect(answer.header("Access-Control-Allow-Origin") == "https://evil.example", "\(target)")
                #expect(!answer.head.headers.contains("Access-Control-Allow-Credentials"))
            }
            let listed: HeaderList = ["Origin": "https://portal.example", "qlik-web-integration-id": "listed"]
            let answer = try await harness.send("GET", "/login", listed)
            #expect(answer.header("Access-Control-Allow-Credentials") == "true")
            let elsewhere = try await harness.send("GET", "/", ["Origin": "https://evil.example"])
            #expect(!elsewhere.head.headers.contains("Access-Control-Allow-Origin"))
        }
    }

    @Test("§8.1 the letter case of /api/ does not matter, that of the rest does")
    func letterCaseOfTheInterface() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            for target in ["/API/v1/users/me", "/Api/v1/users/me"] {
                #expect(try await browser.json(target)["email"] == "ana@example.com")
                #expect(harness.last?.request.target == target)
                #expect(try await harness.send("GET", target).head.status == 401)
            }
            #expect(try await browser.call("POST", "/API/v1/temp-contents").head.status == 201)
            for target in ["/api/V1/users/me", "/api/v1/Users/me", "/LOGIN", "/Resources/js/qlik.js", "/apI"] {
                #expect(try await browser.send("GET", target).head.status == 404, "\(target)")
            }
        }
    }

    @Test("§4.4.2 §4.4.5 a preflight is answered without a session")
    func preflightIsAnsweredWithoutSession() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send(
                "OPTIONS", "/api/v1/users/me",
                ["Origin": "https://portal.example", "Access-Control-Request-Method": "POST"])
            #expect(answer.head.status == 204)
            #expect(answer.head.headers.first("Access-Control-Allow-Origin") == "https://portal.example")
            let evil = try await harness.send(
                "OPTIONS", "/api/v1/users/me",
                ["Origin": "https://evil.example", "Access-Control-Request-Method": "POST"])
            #expect(!evil.head.headers.contains("Access-Control-Allow-Origin"))
        }
    }

    @Test("§7.1 §7.2 §7.6 §7.7 general headers follow the kind of path")
    func generalHeadersFollowTheKindOfPath() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let api = try await browser.send("GET", "/api/v1/users/me").head.headers
            #expect(api.first("Cache-Control") == "no-store" && api.first("Pragma") == "no-cache")
            #expect(api.first("Strict-Transport-Security") == "max-age=15724800; includeSubDomains")
            let page = try await browser.send("GET", "/single/?appid=x").head.headers
            #expect(page.first("Content-Security-Policy")?.contains("frame-ancestors 'self'") == true)
            #expect(page.first("X-Content-Type-Options") == "nosniff" && !page.contains("Cache-Control"))
        }
    }

    @Test func nameOfSetCookieVariesInLetterCaseOnly() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            var names: Set<String> = []
            for _ in 0..<12 {
                let answer = try await browser.send("GET", "/api/v1/users/me")
                names.formUnion(answer.head.headers.map(\.name).filter { $0.lowercased() == "set-cookie" })
            }
            #expect(names.count > 1)
        }
    }

    @Test("§8.4 over TLS the tenant names itself with https")
    func tenantOverTLSNamesItselfWithHTTPS() async throws {
        let authority = try CertificateAuthority()
        let identity = try authority.issue(names: ["tenant.localhost"])
        let dialer = Dialer(tls: try ClientTLS(trustRootsPEM: authority.certificatePEM))
        try await TenantHarness.run {
            $0.identity = identity
        } _: { harness in
            let connection = try await BrowserConnection.connect(
                to: harness.tenant.endpoint, dialer: dialer, serverName: "tenant.localhost")
            try await connection.send(harness.head("GET", "/single/?appid=x"))
            let answer = try await connection.readResponse(to: "GET")
            await connection.close()
            let location = try #require(answer.head.headers.first("Location"))
            #expect(location.hasPrefix("https://\(harness.tenant.authority)/login?returnto="))
            #expect(harness.tenant.origin == "https://tenant.localhost:\(harness.tenant.port)")
        }
    }
}
