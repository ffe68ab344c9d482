// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Testing
import Transport
import Wire

@Suite struct RequestForwardingTests {
    @Test(arguments: ["/resources/%252e%252e/x", "/resources/a%255Cb", "/api/v1/%25252F"])
    func targetEncodedTwiceIs404AndReachesNobody(target: String) async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let answer = try await rig.send("GET", target, ["Cookie": cookie])
            #expect(answer.head.status == 404)
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test func targetArrivesByteForByte() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let targets = [
                "/api/v1/echo?b=2&a=1&b=3", "/api/v1/a%2Fb?x=%C3%A9;y", "/api/v1/echo?", "/app/%3Ftransient%3D",
                "/api/v1/x;a=b/y?p=../..",
            ]
            for target in targets { _ = try await rig.send("GET", target, ["Cookie": cookie]) }
            #expect(rig.witness.received.map(\.head.target) == targets)
        }
    }

    @Test func endToEndFieldsArriveInOrderAndHopFieldsDoNot() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            _ = try await rig.send(
                "GET", "/api/v1/echo",
                [
                    "Accept": "a/b, c/d;q=0.5", "X-Hop": "secret", "Connection": "close, X-Hop, cookie, host",
                    "Cookie": cookie, "TE": "trailers", "X-Repeated": "one", "Keep-Alive": "timeout=5",
                    "X-Repeated": "two", "HTTP2-Settings": "AAM", "Upgrade": "h2c", "User-Agent": "u",
                ])
            let head = try #require(rig.witness.received.first).head
            #expect(head.headers.map(\.name).prefix(5) == ["Host", "Accept", "X-Repeated", "X-Repeated", "User-Agent"])
            #expect(head.headers.all("X-Repeated") == ["one", "two"])
            #expect(head.headers.first("Host") == "tenant.localhost:\(rig.tenant.port)")
            for name in ["X-Hop", "TE", "Keep-Alive", "Connection", "Upgrade", "HTTP2-Settings"] {
                #expect(!head.headers.contains(name), "\(name)")
            }
        }
    }

    @Test func onlyTheSessionsCookiesArrive() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            _ = try await rig.send("GET", "/api/v1/me", ["Cookie": "_ga=1; \(cookie); eas.sid=forged"])
            #expect(rig.witness.received.first?.head.headers.all("Cookie") == ["eas.sid=of-ana"])
        }
    }

    @Test(arguments: [
        "Authorization", "X-Forwarded-User", "X_Forwarded_User", "x-auth-request-email", "X-Remote-User",
        "REMOTE_USER", "X-Original-URL", "X-Rewrite-URL", "Proxy", "Forwarded", "X-Forwarded-For", "X-Real-IP",
        "X-HTTP-Method-Override", "Proxy_Authorization", "Origin", "Referer", "qlik-csrf-token", "Qlik_Csrf_Token",
    ])
    func identityFieldDoesNotArrive(name: String) async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let value = name == "Origin" ? PathRig.origin : "forged"
            _ = try await rig.send("GET", "/api/v1/echo", ["Cookie": cookie, name: value])
            let head = try #require(rig.witness.received.first).head
            #expect(!head.headers.contains(name))
        }
    }

    @Test func modifyingRequestCarriesTheTokenOnceAndReadingOneNone() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let headers: HeaderList = ["Cookie": cookie, "Origin": PathRig.origin, "qlik-csrf-token": "forged"]
            _ = try await rig.send("POST", "/api/v1/echo", headers, body: "hello")
            _ = try await rig.send("GET", "/api/v1/echo", headers)
            let received = rig.witness.received
            #expect(received.map { $0.head.headers.all("qlik-csrf-token") } == [["token-1"], []])
            #expect(received.first?.body == Array("hello".utf8))
        }
    }

    @Test func missingTokenIsFetchedFirst() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana", csrfToken: nil)
            _ = try await rig.send("DELETE", "/api/v1/x", ["Cookie": cookie, "Origin": PathRig.origin])
            #expect(rig.witness.received.first?.head.headers.all("qlik-csrf-token") == ["token-1"])
        }
    }

    @Test func webIntegrationIDIsSentOnce() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            _ = try await rig.send("GET", "/api/v1/a", ["Cookie": cookie, "Qlik-Web-Integration-Id": "forged"])
            _ = try await rig.send("GET", "/api/v1/a?x=1&qlik-web-integration-id=forged&y=2", ["Cookie": cookie])
            let heads = rig.witness.received.map(\.head)
            #expect(heads.first?.headers.all("qlik-web-integration-id") == ["web-1"])
            #expect(heads.last?.headers.all("qlik-web-integration-id") == [])
            #expect(heads.last?.target == "/api/v1/a?x=1&qlik-web-integration-id=web-1&y=2")
        }
    }

    @Test func chunkedBodyArrivesWholeWithoutTrailers() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let response = try await rig.sendRaw(
                "PUT /api/v1/x HTTP/1.1\r\nHost: p\r\nCookie: \(cookie)\r\nOrigin: \(PathRig.origin)\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: t\r\n\r\n")
            #expect(response.head.status == 200)
            #expect(rig.witness.received.first.map { String(decoding: $0.body, as: UTF8.self) } == "hello world")
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrderOnOneTenantConnection() async throws {
        try await PathRig.with(tenant: { received, writer in
            try await writer.respond(200, [:], Array(received.head.target.utf8))
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            let request = "Host: p\r\nCookie: \(cookie)\r\n\r\n"
            try await browser.sendRaw(Array((1...3).map { "GET /api/\($0) HTTP/1.1\r\n" + request }.joined().utf8))
            for number in 1...3 {
                let response = try await browser.readResponse(to: "GET")
                #expect(String(decoding: response.body, as: UTF8.self) == "/api/\(number)")
            }
            #expect(Set(rig.witness.received.map(\.connection)).count == 1)
            await browser.close()
        }
    }

    @Test func waitingBodyIsAskedFor() async throws {
        try await PathRig.with { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            let head =
                "POST /api/v1/x HTTP/1.1\r\nHost: p\r\nCookie: \(cookie)\r\nOrigin: \(PathRig.origin)\r\n"
                + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            try await browser.sendRaw(Array(head.utf8))
            let seen1 = try await browser.readHead(to: "POST").status
            #expect(seen1 == 100)
            try await browser.sendRaw(Array("hello".utf8))
            let seen2 = try await browser.readResponse(to: "POST").head.status
            #expect(seen2 == 200)
            #expect(rig.witness.received.first?.head.headers.contains("Expect") == false)
            await browser.close()
        }
    }
}
