// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// The REST endpoints and pages, each by what a client sees.
@Suite struct EndpointTests {
    @Test func bodiesTellUsersApart() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            let targets = ["/api/v1/users/me", "/api/v1/items", "/api/v1/echo", "/single/?appid=x"]
            let markers = harness.tenant.canaries().filter { $0.kind == .bodyMarker }
            for target in targets {
                let bodies = [
                    ("ana", try await ana.send("GET", target).text), ("ben", try await ben.send("GET", target).text),
                ]
                for (name, body) in bodies {
                    let found = markers.filter { body.contains($0.value) }.map(\.owner)
                    #expect(found == [name], "\(target)")
                }
            }
        }
    }

    @Test("§3.3.2 §3.3.3 a user is also found by the id of its link, without the marker")
    func userIsAlsoFoundByIDWithoutTheMarker() async throws {
        try await TenantHarness.run { harness in
            let ana = try await harness.signIn("ana")
            let ben = try await harness.signIn("ben")
            let me = try await ana.send("GET", "/api/v1/users/me").json
            let id = try #require(me["id"]?.stringValue)
            #expect(id.count == 24)
            let link = "\(harness.tenant.origin)/api/v1/users/\(id)"
            #expect(me["links"]?["self"]?["href"] == .string(link))
            let seen = try await ben.send("GET", "/api/v1/users/\(id)").json
            #expect(seen["email"] == "ana@example.com" && seen["marker"] == nil)
            let missing = try await ben.send("GET", "/api/v1/users/0")
            #expect(missing.head.status == 404 && missing.json["errors"]?[0]?["code"] == "USERS-7")
        }
    }

    @Test("§6.1.13 §6.2.1 §6.2.3 items have three pages with absolute links to the host of the request")
    func itemsHaveThreePagesWithAbsoluteLinks() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            var target: String? = "/api/v1/items"
            var names: [String] = []
            var pages = 0
            while let next = target {
                pages += 1
                let page = try await browser.send("GET", next).json
                names += (page["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
                let link = page["links"]?["next"]?["href"]?.stringValue
                target = try link.map { link in
                    try #require(link.hasPrefix(harness.tenant.origin + "/"))
                    return String(link.dropFirst(harness.tenant.origin.count))
                }
            }
            #expect(pages == 3 && Set(names).count == TenantData.standard.items.count)
            let broken = try await browser.send("GET", "/api/v1/items?next=at:2")
            #expect(broken.head.status == 400)
        }
    }

    @Test("§6.2.4 links name the host of the switch")
    func linksNameTheHostOfTheSwitch() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            harness.tenant.switches.linkAuthority = "canonical.example:443"
            let page = try await browser.send("GET", "/api/v1/items").json
            #expect(page["links"]?["next"]?["href"]?.stringValue?.hasPrefix("http://canonical.example:443/") == true)
        }
    }

    @Test func echoReportsWhatArrived() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let body = Array("abc".utf8)
            let answer = try await browser.send(
                "PUT", "/api/v1/echo?a=%2F+b&a=", ["X-One": "1", "qlik-csrf-token": token, "x-ONE": "2"], body: body)
            let report = answer.json
            #expect(report["method"] == "PUT" && report["target"] == "/api/v1/echo?a=%2F+b&a=")
            let names = (report["headers"]?.arrayValue ?? []).compactMap { $0[0]?.stringValue }
            #expect(names == ["Host", "Cookie", "X-One", "qlik-csrf-token", "x-ONE", "Content-Length"])
            #expect(report["body"]?["bytes"] == 3)
            #expect(
                report["body"]?["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        }
    }

    @Test("§6.3.10 bytes are streamed in each framing", arguments: ["length", "chunked", "close"])
    func echoStreamsBytesInEachFraming(_ framing: String) async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let answer = try await browser.send("GET", "/api/v1/echo?bytes=100000&framing=\(framing)")
            #expect(answer.isComplete && answer.body == (0..<100_000).map { Echo.octet(at: $0) })
            let seen = try #require(harness.last?.response?.body)
            #expect(seen.count == 100_000)
        }
    }

    @Test func echoAnswersAsTheQueryAsks() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let answer = try await browser.send(
                "GET",
                "/api/v1/echo?status=418&body=short%20and%20stout&type=text%2Fteapot&header=X-A%3A%201&header=X-A%3A2")
            #expect(answer.head.status == 418 && answer.text == "short and stout")
            #expect(answer.head.headers.first("Content-Type") == "text/teapot")
            #expect(answer.head.headers.all("X-A") == ["1", "2"])
            let empty = try await browser.send("GET", "/api/v1/echo?status=204")
            #expect(empty.head.status == 204 && empty.body.isEmpty)
            let head = try await browser.send("HEAD", "/api/v1/echo?bytes=5")
            #expect(head.head.headers.first("Content-Length") == "5" && head.body.isEmpty)
        }
    }

    @Test("§6.2.7 §6.3.1 §6.3.3 §6.3.4 temporary content is kept whole, in part and conditionally")
    func temporaryContentIsKeptWholeInPartAndConditionally() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let token = try await browser.token()
            let bytes = (0..<1000).map { UInt8($0 % 251) }
            let created = try await browser.send(
                "POST", "/api/v1/temp-contents?filename=a.bin&ttl=60", ["qlik-csrf-token": token], body: bytes)
            let location = try #require(created.head.headers.first("Location"))
            #expect(created.head.status == 201 && location.hasPrefix("/api/v1/temp-contents/"))
            let whole = try await browser.send("GET", location)
            #expect(whole.body == bytes)
            #expect(whole.head.headers.first("Content-Disposition") == "attachment; filename=\"a.bin\"")
            let tag = try #require(whole.head.headers.first("ETag"))
            for (range, status, part) in [
                ("bytes=0-0", 206, bytes[0..<1]), ("bytes=990-", 206, bytes[990...]), ("bytes=-5", 206, bytes[995...]),
                ("bytes=500-5000", 206, bytes[500...]), ("bytes=1000-", 416, []), ("bytes=0-1,3-4", 200, bytes[...]),
            ] {
                let answer = try await browser.send("GET", location, ["Range": range])
                #expect(answer.head.status == status, "\(range)")
                if status != 416 { #expect(answer.body == Array(part), "\(range)") }
            }
            let same = try await browser.send("GET", location, ["If-None-Match": "\"x\", W/\(tag)"])
            #expect(same.head.status == 304 && same.body.isEmpty)
            let details = try await browser.send("GET", "\(location)/details").json
            #expect(details["Size"] == 1000 && details["TTLSeconds"] == 60)
            let ben = try await harness.signIn("ben")
            #expect(try await ben.send("GET", location).head.status == 404)
            harness.clock.advance(by: .seconds(61))
            #expect(try await browser.send("GET", location).head.status == 410)
        }
    }

    @Test("§6.3.2 events come one by one while the stream is held open")
    func eventsComeOneByOneWhileTheStreamIsHeldOpen() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let connection = try await harness.connect()
            try await connection.send(
                harness.head("GET", "/api/v1/events?count=1&hold=1", browser.headers()))
            let head = try await connection.readHead(to: "GET")
            #expect(head.headers.first("Content-Type") == "text/event-stream")
            func event() async throws -> String {
                var text = ""
                while !text.hasSuffix("\n\n") {
                    text += String(buffer: try #require(try await connection.readBodyPart()))
                }
                return text
            }
            #expect(try await event().hasPrefix("id: 0\ndata: marker-"))
            #expect(harness.tenant.sendEvent("now", to: "ana@example.com") == 1)
            #expect(try await event() == "data: now\n\n")
            harness.tenant.endEventStreams(of: "ana")
            let end = try await connection.readBodyPart()
            #expect(end == nil)
            await connection.close()
        }
    }

    @Test("§6.1.1 §7.4 §7.5 resources are cached and compressed")
    func resourcesAreCachedAndCompressed() async throws {
        try await TenantHarness.run { harness in
            let plain = try await harness.send("GET", "/resources/js/large.js")
            let zipped = try await harness.send("GET", "/resources/js/large.js", ["Accept-Encoding": "br, gzip"])
            #expect(plain.body.count >= Compression.minBytes && !plain.head.headers.contains("Content-Encoding"))
            #expect(plain.head.headers.all("Vary") == ["Accept-Encoding"])
            #expect(zipped.head.headers.first("Content-Encoding") == "gzip")
            let unzipped = try Inflater(.gzip).decompress(zipped.body, limit: 1 << 20)
            #expect(unzipped.bytes == plain.body && zipped.body.count < plain.body.count)
            let tags = [plain, zipped].compactMap { $0.head.headers.first("ETag") }
            #expect(Set(tags).count == 2)
            for tag in tags {
                let again = try await harness.send("GET", "/resources/js/large.js", ["If-None-Match": tag])
                #expect(again.head.status == 304)
            }
            let small = try await harness.send(
                "GET", "/resources/autogenerated/qlik-styles.css", ["Accept-Encoding": "gzip"])
            #expect(!small.head.headers.contains("Content-Encoding"))
            #expect(small.head.headers.first("Cache-Control") == "public, max-age=3600")
            #expect(try await harness.send("GET", "/resources/none.js").head.status == 404)
        }
    }

    @Test func refusedCodingIsNotUsed() {
        let head = RequestHead(method: "GET", target: "/", headers: ["Accept-Encoding": "gzip;q=0, br"])
        #expect(!Compression.accepts(head))
        #expect(
            Compression.accepts(RequestHead(method: "GET", target: "/", headers: ["Accept-Encoding": "GZIP;q=0.5"])))
    }

    @Test("§6.1.4 product-info tells the platform")
    func productInfoTellsThePlatform() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", "/resources/autogenerated/product-info.json").json
            #expect(answer["composition"]?["deploymentType"] == "QlikSenseSaaS")
        }
    }

    static let returns: [(String, Int, String?)] = [
        ("/login", 302, nil), ("/login?returnto=%2Fsense%2Fapp%2Fx", 302, nil),
        ("/login?returnto=%2F%2Fevil.example", 401, "LOGIN-8"),
        ("/login?returnto=https%3A%2F%2Fevil.example%2F", 401, "LOGIN-8"),
        ("/login?returnto=https%3A%2F%2Fportal.example%2Fa&qlik-web-integration-id=listed", 302, nil),
        ("/login?returnto=https%3A%2F%2Fevil.example%2F&qlik-web-integration-id=listed", 401, "LOGIN-10"),
        ("/login?returnto=javascript%3Aalert(1)", 401, "LOGIN-8"),
    ]

    @Test("§3.2.3 §4.3.8 §4.3.9 /login leads off the tenant unless returnto is illegal", arguments: returns.indices)
    func loginLeadsOffTheTenantUnlessTheReturnIsIllegal(_ index: Int) async throws {
        let (target, status, code) = Self.returns[index]
        try await TenantHarness.run { harness in
            let answer = try await harness.send("GET", target)
            #expect(answer.head.status == status)
            if let code {
                #expect(answer.json["errors"]?[0]?["code"] == .string(code))
            } else {
                #expect(answer.head.headers.first("Location") == harness.tenant.switches.signInLocation)
            }
        }
    }
}
