// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Testing
import Transport
import Wire

@Suite struct AnswerForwardingTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func fieldsArriveAndHopFieldsDoNot() async throws {
        let headers: HeaderList = [
            "ETag": "\"v1\"", "X-Repeated": "one", "Connection": "X-Hop, keep-alive", "X-Hop": "secret",
            "Keep-Alive": "timeout=9", "Proxy-Authenticate": "Basic", "X-Repeated": "two", "Alt-Svc": "h3",
            "Access-Control-Allow-Origin": "*", "Strict-Transport-Security": "max-age=1",
        ]
        try await PathRig.with(tenant: { try await $1.respond(200, headers, Array("hello".utf8)) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(text(answer.body) == "hello")
            #expect(answer.head.headers.all("X-Repeated") == ["one", "two"])
            #expect(answer.head.headers.first("ETag") == "\"v1\"")
            for name in [
                "X-Hop", "Keep-Alive", "Proxy-Authenticate", "Alt-Svc", "Access-Control-Allow-Origin",
                "Strict-Transport-Security",
            ] { #expect(!answer.head.headers.contains(name), "\(name)") }
        }
    }

    @Test(arguments: [200, 204, 206, 302, 304, 401, 403, 500])
    func tenantCookieIsConsumedOnEveryStatus(status: Int) async throws {
        try await PathRig.with(tenant: {
            try await $1.respond(status, ["set-COOKIE": "eas.sid=rotated; Path=/", "Location": "/x"], [])
        }) { rig in
            let (session, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(!answer.head.headers.contains("Set-Cookie"))
            #expect(session.record.jar.all.map(\.value) == ["rotated"])
        }
    }

    @Test func changedCookieIsUsedFromTheNextRequestOn() async throws {
        try await PathRig.with(tenant: { received, writer in
            let line = "AWSALB=a/b+c=; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Path=/"
            try await writer.respond(200, ["Set-Cookie": line], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            for _ in 0..<2 { _ = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie]) }
            #expect(
                rig.witness.received.map { $0.head.headers.first("Cookie") } == [
                    "eas.sid=of-ana", "eas.sid=of-ana; AWSALB=a/b+c=",
                ])
        }
    }

    @Test func locationsOfTheTenantLeadToTheProxy() async throws {
        try await PathRig.with(tenant: { received, writer in
            let origin = "https://" + (received.head.headers.first("Host") ?? "")
            let locations = [
                "/api/1": origin + "/a?x=%2F", "/api/2": "//" + origin.dropFirst(8) + "/b", "/api/3": "/c",
                "/api/4": "https://elsewhere.example/d", "/api/5": "https://tenant.localhost:1/e",
            ]
            try await writer.respond(307, ["Location": locations[received.head.target] ?? ""], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            var seen: [String?] = []
            for number in 1...5 {
                let answer = try await rig.send("GET", "/api/\(number)", ["Cookie": cookie])
                seen.append(answer.head.headers.first("Location"))
            }
            #expect(
                seen == [
                    "https://proxy.test/a?x=%2F", "//proxy.test/b", "/c", "https://elsewhere.example/d",
                    "https://tenant.localhost:1/e",
                ])
        }
    }

    @Test func linksInJSONLeadToTheProxyAndTheLengthIsRight() async throws {
        try await PathRig.with(tenant: { received, writer in
            let origin = "https://" + (received.head.headers.first("Host") ?? "")
            let escaped = origin.split(separator: "/").joined(separator: "\\/\\/")
            let json =
                "{\"links\":{\"next\":{\"href\":\"\(origin)/api/v1/items?p=2\"}},\"e\":\"\(escaped)\\/x\","
                + "\"t\":\"see \(origin)\"}"
            try await writer.respond(200, ["Content-Type": "application/json"], Array(json.utf8))
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/items", ["Cookie": cookie, "Accept-Encoding": "gzip"])
            let body = text(answer.body)
            #expect(body.contains("\"href\":\"https://proxy.test/api/v1/items?p=2\""))
            #expect(body.contains("\"e\":\"https:\\/\\/proxy.test\\/x\""))
            #expect(body.contains("\"t\":\"see https://tenant.localhost"))
            #expect(answer.head.headers.first("Content-Length") == "\(answer.body.count)")
            #expect(rig.witness.received.first?.head.headers.all("Accept-Encoding") == ["identity"])
        }
    }

    @Test func answersWithoutABodyKeepTheirFields() async throws {
        try await PathRig.with(tenant: { received, writer in
            switch received.head.method {
            case "HEAD": try await writer.respond(200, ["Content-Length": "12345", "ETag": "\"v1\""], [])
            default: try await writer.respond(304, ["ETag": "\"v1\""], [])
            }
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let head = try await rig.send("HEAD", "/api/v1/x", ["Cookie": cookie])
            #expect(head.head.headers.all("Content-Length") == ["12345"])
            let same = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(same.head.status == 304)
            #expect(same.head.headers.first("ETag") == "\"v1\"")
            #expect(!same.head.headers.contains("Content-Length"))
        }
    }

    @Test(arguments: ["HEAD", "GET"])
    func lengthOfAListWhoseLinksWouldBeMappedIsLeftOut(method: String) async throws {
        try await PathRig.with(tenant: { received, writer in
            let fields: HeaderList = ["Content-Type": "application/json", "Content-Length": "12345"]
            try await writer.respond(received.head.method == "HEAD" ? 200 : 304, fields, [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send(method, "/api/v1/items", ["Cookie": cookie])
            #expect(answer.head.headers.first("Content-Type") == "application/json")
            #expect(!answer.head.headers.contains("Content-Length"))
            let file = try await rig.send(method, "/resources/list.json")
            #expect(file.head.headers.all("Content-Length") == ["12345"])
        }
    }

    @Test func personalAnswerIsNotForSharedCaches() async throws {
        try await PathRig.with(tenant: { received, writer in
            try await writer.respond(200, ["Cache-Control": "public, max-age=60"], [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let personal = try await rig.send("GET", "/api/v1/users/me/x.css", ["Cookie": cookie])
            #expect(personal.head.headers.all("Cache-Control") == ["max-age=60, private"])
            let file = try await rig.send("GET", "/resources/x.css", ["Cookie": cookie])
            #expect(file.head.headers.all("Cache-Control") == ["public, max-age=60"])
        }
    }

    @Test(arguments: [
        (["no-store"], ["no-store"]), (["private, max-age=1"], ["private, max-age=1"]),
        (["no-store", "public"], ["no-store, private"]), (["s-maxage=600, max-age=5"], ["max-age=5, private"]),
        (["private=\"X-A, public\", max-age=5"], ["max-age=5, private"]),
        (["PUBLIC", "no-cache=\"a, s-maxage=1\""], ["no-cache=\"a, s-maxage=1\", private"]), ([], ["private"]),
    ])
    func cacheLinesBecomeOneThatKeepsSharedCachesOut(lines: [String], expected: [String]) async throws {
        try await PathRig.with(tenant: { received, writer in
            var headers: HeaderList = [:]
            for line in lines { headers.append("Cache-Control", line) }
            try await writer.respond(200, headers, [])
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(answer.head.headers.all("Cache-Control") == expected)
        }
    }

    @Test func untilCloseBodyBecomesChunked() async throws {
        try await PathRig.with(tenant: { received, writer in
            try await writer.raw(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello".utf8))
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(text(answer.body) == "hello")
            #expect(answer.isComplete)
            #expect(answer.head.headers.first("Transfer-Encoding") == "chunked")
        }
    }

    @Test func earlyHintsPassWithoutCookies() async throws {
        try await PathRig.with(tenant: { received, writer in
            let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nSet-Cookie: eas.sid=hint; Path=/\r\n\r\n"
            try await writer.raw(Array((hints + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").utf8))
        }) { rig in
            let (session, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", "/api/v1/x", ["Cookie": cookie])
            #expect(answer.interim.map(\.status) == [103])
            #expect(answer.interim.first?.headers.contains("Set-Cookie") == false)
            #expect(session.record.jar.all.map(\.value) == ["hint"])
        }
    }
}
