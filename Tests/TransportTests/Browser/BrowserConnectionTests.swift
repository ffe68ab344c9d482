// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Transport

@Suite("The byte-level browser")
struct BrowserConnectionTests {
    /// What the browser makes of literal octets.
    private func answer(_ octets: String, to method: String = "GET") async throws -> BrowserResponse {
        var response: BrowserResponse?
        try await withDouble(answering: { _, writer in try await writer.raw(Array(octets.utf8)) }) { server in
            let browser = try await server.browse()
            try await browser.send(RequestHead(method: method, target: "/", version: .http11, headers: ["Host": "h"]))
            response = try await browser.readResponse(to: method)
            await browser.close()
        }
        return try #require(response)
    }

    @Test func reasonOrderAndCaseAreKept() async throws {
        let response = try await answer(
            "HTTP/1.1 200 Quite Fine\r\nb: 1\r\nA: 2\r\nB: 3\r\nSet-Cookie: x=y; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\nContent-Length: 2\r\n\r\nok"
        )
        #expect(response.head.reason == "Quite Fine")
        #expect(response.head.headers.map(\.name) == ["b", "A", "B", "Set-Cookie", "Content-Length"])
        #expect(response.body == Array("ok".utf8))
        #expect(response.isComplete)
    }

    @Test func interimHeadsAreCollected() async throws {
        let response = try await answer(
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        )
        #expect(response.interim.map(\.status) == [103, 100])
        #expect(response.interim.first?.headers.first("link") == "</a>")
        #expect(response.head.status == 200)
    }

    @Test func chunksAreJoined() async throws {
        let response = try await answer(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab\n\r\n1\r\nc\r\n0\r\n\r\n")
        #expect(response.body == Array("ab\nc".utf8))
        #expect(response.isComplete)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ])
    func cutBodyIsIncomplete(octets: String) async throws {
        let response = try await answer(octets)
        #expect(response.body == Array("short".utf8))
        #expect(!response.isComplete)
    }

    @Test func bodyUntilCloseIsComplete() async throws {
        let response = try await answer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it")
        #expect(response.body == Array("all of it".utf8))
        #expect(response.isComplete)
    }

    @Test(arguments: ["HEAD", "GET"])
    func bodilessAnswersHaveNoBody(method: String) async throws {
        let status = method == "HEAD" ? "200 OK" : "304 Not Modified"
        let response = try await answer("HTTP/1.1 \(status)\r\nContent-Length: 10\r\n\r\n", to: method)
        #expect(response.body.isEmpty)
        #expect(response.isComplete)
    }

    @Test(arguments: ["HTTP/1.1 abc\r\n\r\n", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nNo Colon\r\n\r\n"])
    func whatIsNoAnswerIsMalformed(octets: String) async throws {
        let code = await transportCode { _ = try await answer(octets) }
        #expect(code == .malformed)
    }

    @Test func silenceRunsOutOfTime() async throws {
        try await withDouble(answering: { _, writer in await writer.clientGone }) { server in
            let browser = try await server.browse()
            try await browser.send(.get("/"))
            let code = await transportCode {
                _ = try await browser.readResponse(to: "GET", within: .milliseconds(30))
            }
            #expect(code == .timedOut)
            await browser.close()
        }
    }

    @Test func resetIsSeen() async throws {
        try await withDouble(answering: { _, writer in await writer.reset() }) { server in
            let browser = try await server.browse()
            try await browser.send(.get("/"))
            let code = await transportCode { _ = try await browser.readResponse(to: "GET") }
            #expect(code == .connectionReset)
            #expect(!browser.isOpen)
            await browser.close()
        }
    }

    @Test func keptConnectionCarriesTheNextRequest() async throws {
        let connections = Notes<Int>()
        try await withDouble(answering: { request, writer in
            connections.add(request.connection)
            try await writer.respond(200, request.head.target == "/last" ? ["Connection": "close"] : [:])
        }) { server in
            let browser = try await server.browse()
            for target in ["/a", "/b", "/last"] {
                #expect(browser.isOpen)
                try await browser.send(.get(target))
                #expect(try await browser.readResponse(to: "GET").head.status == 200)
            }
            #expect(!browser.isOpen)
            await browser.close()
        }
        #expect(connections.all == [1, 1, 1])
    }
}
