// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Web integrations, content security policy, cross-origin rules and the gateway: contract §3.2, §4.3, §4.4, §7, §8.
@Suite struct AdministrationTests {
    static let integrations = "/api/v1/web-integrations"

    @Test("§4.3.1 §4.3.3 §6.3.8 a web integration is made, read, changed and deleted, and its origins count at once")
    func webIntegrationsAreMadeAndChanged() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let made = try await browser.call(
                "POST", Self.integrations, ["name": "New", "validOrigins": ["https://new.example"]])
            #expect(made.head.status == 201)
            let id = try #require(made.json["id"]?.stringValue)
            #expect(id.count == 32 && made.json["links"]?["self"]?["href"] != nil && made.json["tenantId"] != nil)
            let place = "\(Self.integrations)/\(id)"
            let headers: HeaderList = ["Origin": "https://new.example", "qlik-web-integration-id": id]
            #expect(try await browser.send("GET", "/api/v1/users/me", headers).head.status == 200)
            let changed = try await browser.call(
                "PATCH", place, [["op": "replace", "path": "/validOrigins", "value": ["https://other.example"]]])
            #expect(changed.head.status == 204 && changed.body.isEmpty)
            #expect(try await browser.send("GET", "/api/v1/users/me", headers).head.status == 403)
            #expect(try await browser.json(place)["validOrigins"] == ["https://other.example"])
            #expect(try await browser.call("DELETE", place).head.status == 204)
            let gone = try await browser.send("GET", place)
            #expect(gone.head.status == 404 && gone.code == "TENANTS-8")
        }
    }

    @Test("§4.3.4 origins with wildcards or paths, and other patches, are refused with 400")
    func origins() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            for origin in ["https://*.example", "https://new.example/", "new.example", "https://"] {
                let answer = try await browser.call(
                    "POST", Self.integrations, ["name": "New", "validOrigins": [.string(origin)]])
                #expect(answer.head.status == 400, "\(origin)")
            }
            let bad: [JSONValue] = [
                [["op": "add", "path": "/name", "value": "x"]], [["op": "replace", "path": "/id", "value": "x"]],
                [["op": "replace", "path": "/name", "value": 1]], [], "text",
            ]
            for patch in bad {
                #expect(try await browser.call("PATCH", "\(Self.integrations)/listed", patch).head.status == 400)
            }
        }
    }

    @Test("§4.3.2 the list has ten to a page and a hundred at most")
    func listHasTenToAPage() async throws {
        try await TenantHarness.run {
            for number in 0..<12 { $0.webIntegrations["number-\(number)"] = [] }
        } _: { harness in
            let browser = try await harness.signIn()
            let page = try await browser.json(Self.integrations)
            #expect(page["data"]?.arrayValue?.count == 10 && page["links"]?["next"] != nil)
            #expect(try await browser.json("\(Self.integrations)?limit=100")["data"]?.arrayValue?.count == 13)
            #expect(try await browser.send("GET", "\(Self.integrations)?limit=101").head.status == 400)
        }
    }

    @Test("§6.1.18 §7.7 csp-origins are made, changed and deleted, and the header and the pages follow")
    func contentOriginsFormTheHeader() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let target = "/api/v1/csp-origins"
            let made = try await browser.call(
                "POST", target, ["origin": "https://frame.example", "name": "Frame", "frameAncestors": true])
            #expect(made.head.status == 201 && made.json["frameAncestors"] == true && made.json["imgSrc"] == false)
            func header() async throws -> String {
                try await browser.json("\(target)/actions/generate-header")["Content-Security-Policy"]?.stringValue
                    ?? ""
            }
            #expect(try await header().hasSuffix("frame-ancestors 'self' https://portal.example https://frame.example"))
            let page = try await browser.send("GET", "/single/?appid=x")
            #expect(page.header("Content-Security-Policy") == (try await header()))
            let place = "\(target)/\(try #require(made.json["id"]?.stringValue))"
            let changed = try await browser.call("PUT", place, ["origin": "https://frame.example", "imgSrc": true])
            #expect(changed.head.status == 200)
            #expect(try await header().hasSuffix("img-src 'self' https://frame.example"))
            #expect(try await browser.call("DELETE", place).head.status == 204)
            #expect(try await !header().contains("frame.example"))
            #expect(try await browser.send("GET", place).head.status == 404)
            #expect(try await browser.call("POST", target, ["origin": "a; script-src *"]).head.status == 400)
        }
    }

    @Test("§4.4.3 temp-contents tells its own methods, headers and tus lines to other origins")
    func temporaryContentsHaveCrossOriginRulesOfTheirOwn() async throws {
        try await TenantHarness.run { harness in
            let preflight = try await harness.send(
                "OPTIONS", "/api/v1/temp-contents",
                ["Origin": "https://portal.example", "Access-Control-Request-Method": "POST"])
            #expect(preflight.head.status == 204 && preflight.header("Tus-Resumable") == "1.0.0")
            #expect(preflight.header("Access-Control-Allow-Methods") == "GET, HEAD, POST, PATCH, OPTIONS")
            let allowed = try #require(preflight.header("Access-Control-Allow-Headers"))
            for name in ["Qlik-Web-Integration-ID", "Qlik-CSRF-Token", "Upload-Length", "Tus-Resumable"] {
                #expect(allowed.contains(name))
            }
            #expect(preflight.header("Access-Control-Max-Age") == "1728000" && preflight.header("Vary") == "Origin")
            let answer = try await harness.signIn().send(
                "GET", "/api/v1/temp-contents/none",
                ["Origin": "https://portal.example", "qlik-web-integration-id": "listed"])
            #expect(
                answer.header("Access-Control-Expose-Headers")
                    == "Qlik-CSRF-Token, Content-Location, Location, Upload-Length, Upload-Offset")
        }
    }

    @Test("§3.2.8 §4.4.4 an unknown API path asks for a session first, and answers OPTIONS with 204 text/plain")
    func unknownPathAsksForASessionFirst() async throws {
        try await TenantHarness.run { harness in
            #expect(try await harness.send("GET", "/api/v1/no/such/path").head.status == 401)
            #expect(try await harness.send("GET", "/extensions/no/such.js").head.status == 401)
            #expect(try await harness.signIn().send("GET", "/api/v1/no/such/path").head.status == 404)
            let options = try await harness.send("OPTIONS", "/api/v1/no/such/path", ["Origin": "https://a.example"])
            #expect(options.head.status == 204 && options.header("Content-Type") == "text/plain")
            #expect(options.header("Access-Control-Allow-Origin") == "https://a.example")
        }
    }

    static let longPaths = [
        ("/api/v1/users/me", 414), ("/api/v1/tenants/me", 414), ("/api/v1/features", 414), ("/login", 414),
        ("/logout", 414), ("/api/v1/items", 200),
    ]

    @Test(
        "§4.4.6 host and target of more than 2048 bytes are refused on the paths of people",
        arguments: longPaths.indices)
    func longTargetsAreRefused(_ index: Int) async throws {
        let (path, status) = Self.longPaths[index]
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let room = Gate.longestTarget - harness.tenant.authority.utf8.count - path.utf8.count - "?x=".count
            let longest = try await browser.send("GET", "\(path)?x=\(String(repeating: "y", count: room))")
            #expect(longest.head.status != 414)
            let fresh = try await harness.signIn()
            let tooLong = try await fresh.send("GET", "\(path)?x=\(String(repeating: "y", count: room + 1))")
            #expect(tooLong.head.status == status)
        }
    }
}
