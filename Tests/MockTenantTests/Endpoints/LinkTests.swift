// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Links and redirects that name the tenant: contract §6.2.
@Suite struct LinkTests {
    @Test("§6.2.1 paging has absolute next and prev links with a cursor that must stay encoded")
    func pagesLinkToTheirNeighbours() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let first = try await browser.json("/api/v1/items?limit=3")
            let next = try #require(first["links"]?["next"]?["href"]?.stringValue)
            #expect(next == "\(harness.tenant.origin)/api/v1/items?limit=3&next=at%3A3%2B%2F%3D")
            let last = try await browser.json(String(next.dropFirst(harness.tenant.origin.count)))
            #expect(last["links"]?["next"] == nil && last["data"]?.arrayValue?.count == 2)
            let prev = try #require(last["links"]?["prev"]?["href"]?.stringValue)
            let again = try await browser.json(String(prev.dropFirst(harness.tenant.origin.count)))
            #expect(again["data"] == first["data"])
            for bad in ["limit=0", "limit=101", "limit=x", "next=3"] {
                #expect(try await browser.send("GET", "/api/v1/items?\(bad)").head.status == 400, "\(bad)")
            }
        }
    }

    @Test("§6.1.13 an item is found by its own link, and nobody else's item is")
    func itemIsFoundByItsLink() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let item = try #require(try await browser.json("/api/v1/items")["data"]?[0])
            let links = try #require(item["links"])
            #expect(["self", "open", "thumbnail", "collections"].allSatisfy { links[$0] != nil })
            let own = try #require(links["self"]?["href"]?.stringValue).dropFirst(harness.tenant.origin.count)
            #expect(try await browser.json(String(own)) == item)
            let ben = try await harness.signIn("ben")
            #expect(try await ben.send("GET", String(own)).head.status == 404)
        }
    }

    @Test("§6.2.2 the switch spells the default port out, and a port that is there stays")
    func linksCanNameTheDefaultPort() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            try harness.tenant.setSwitch("links-name-the-default-port", to: "on")
            let bare = try await browser.send("GET", "/api/v1/items", ["Host": "tenant.localhost"]).json
            #expect(bare["links"]?["collection"]?["href"] == "http://tenant.localhost:80/api/v1/items")
            let ported = try await browser.json("/api/v1/items")
            #expect(ported["links"]?["collection"]?["href"] == .string("\(harness.tenant.origin)/api/v1/items"))
        }
    }

    @Test("§6.2.4 links name the canonical host where the request used the alias")
    func linksCanNameTheCanonicalHost() async throws {
        try await TenantHarness.run {
            $0.hosts.append("alias.localhost")
            $0.switches.linkAuthority = "tenant.localhost"
        } _: { harness in
            let me = try await harness.signIn().send("GET", "/api/v1/users/me", ["Host": "alias.localhost"]).json
            #expect(me["links"]?["self"]?["href"]?.stringValue?.hasPrefix("http://tenant.localhost/") == true)
        }
    }

    @Test("§6.2.5 §6.3.7 reports: 202, a relative status location, then a result with scheme, host and port")
    func reportIsPolledUntilItIsDone() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let asked = try await browser.call("POST", "/api/v1/reports", ["type": "composition-1.0"])
            #expect(asked.head.status == 202 && asked.json["status"] == "queued")
            let place = try #require(asked.header("Location"))
            #expect(place.hasPrefix("/api/v1/reports/") && asked.json["statusLocation"] == .string(place))
            let working = try await browser.send("GET", place, ["Host": "tenant.localhost"]).json
            #expect(working["status"] == "processing" && working["results"] == nil)
            let done = try await browser.send("GET", place, ["Host": "tenant.localhost"]).json
            let location = try #require(done["results"]?[0]?["location"]?.stringValue)
            let start = "http://tenant.localhost:80"
            #expect(location.hasPrefix("\(start)/api/v1/temp-contents/") && location.hasSuffix("?inline=1"))
            let report = try await browser.send("GET", String(location.dropFirst(start.count)))
            #expect(report.header("Content-Type") == "application/pdf")
            #expect(report.header("Content-Disposition") == "inline; filename=\"report.pdf\"")
            let ben = try await harness.signIn("ben")
            #expect(try await ben.send("GET", place).head.status == 404)
            #expect(try await browser.call("POST", "/api/v1/reports", [:]).head.status == 400)
        }
    }

    static let locations = [
        ("relative", ""), ("absolute", "http://tenant.localhost"), ("ported", "http://tenant.localhost:80"),
    ]

    @Test(
        "§6.2.6 export answers 201, and its location leads to temp-contents in each form", arguments: locations.indices)
    func exportLeadsToTemporaryContents(_ index: Int) async throws {
        let (form, start) = Self.locations[index]
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            try harness.tenant.setSwitch("content-location", to: form)
            let target = "/api/v1/apps/\(TenantApp.sales.id)/export"
            let answer = try await browser.call("POST", target, nil, ["Host": "tenant.localhost"])
            #expect(answer.head.status == 201)
            let location = try #require(answer.header("Location"))
            #expect(location.hasPrefix("\(start)/api/v1/temp-contents/"))
            let file = try await browser.send("GET", String(location.dropFirst(start.count)))
            #expect(file.header("Content-Disposition") == "attachment; filename=\"Sales.qvf\"")
            #expect(try await browser.call("POST", "/api/v1/apps/none/export").head.status == 404)
        }
    }
}
