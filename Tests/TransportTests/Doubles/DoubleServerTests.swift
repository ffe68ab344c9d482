// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import Transport

@Suite("The doubles' server")
struct DoubleServerTests {
    @Test func headArrivesInOrderCaseAndOctets() async throws {
        let heads = Notes<RequestHead>()
        try await withDouble(answering: { request, writer in
            heads.add(request.head)
            try await writer.respond(204)
        }) { server in
            let connection = try await server.dial()
            var bytes = ByteBuffer(
                string: "GET /a%2Fb/../c?q=\"{}|x HTTP/1.1\r\nhOsT: h\r\nX-B:  two  \r\nx-a: 1\r\nX-B: ")
            bytes.writeBytes([0xE9, 0xFF])
            bytes.writeString("\r\nConnection: close\r\n\r\n")
            try await connection.send(bytes)
            #expect(try await connection.readAll().hasPrefix("HTTP/1.1 204 No Content\r\n"))
            await connection.close()
        }
        let head = try #require(heads.all.first)
        #expect(head.target == "/a%2Fb/../c?q=\"{}|x")
        #expect(head.headers.map(\.name) == ["hOsT", "X-B", "x-a", "X-B", "Connection"])
        #expect(head.headers.all("x-b") == ["two", "\u{E9}\u{FF}"])
        #expect(head.headers.all("x-b").last?.octets == [0xE9, 0xFF])
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withDouble(answering: { request, writer in
            let body = try await request.body.collect()
            try await writer.respond(200, [:], Array("\(request.head.target)\(body.count);".utf8))
        }) { server in
            let connection = try await server.dial()
            let post = "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
            let chunked =
                "PUT /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\nb\r\n2;x=y\r\ncd\r\n0\r\nT: 1\r\n\r\n"
            let last = "GET /d HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
            try await connection.send(ByteBuffer(string: "GET /a HTTP/1.1\r\nHost: h\r\n\r\n" + post + chunked + last))
            let answers = try await connection.readAll()
            let bodies = answers.split(separator: "\r\n\r\n").dropFirst().map { $0.prefix { $0 != ";" } }
            #expect(bodies == ["/a0", "/b4", "/c5", "/d0"])
            await connection.close()
        }
    }

    @Test func trailersReachTheHandler() async throws {
        let trailers = Notes<String>()
        try await withDouble(answering: { request, writer in
            _ = try await request.body.collect()
            for (name, value) in try await request.body.trailers { trailers.add("\(name)=\(value)") }
            try await writer.respond(200)
        }) { server in
            let browser = try await server.browse()
            try await browser.sendRaw(
                Array(
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nDigest: d\r\n\r\n"
                        .utf8))
            #expect(try await browser.readResponse(to: "POST").head.status == 200)
            await browser.close()
        }
        #expect(trailers.all == ["Digest=d"])
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost : h\r\n\r\n", "NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\r",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", "GET / HTTP/2.0\r\n\r\n",
    ])
    func malformedRequestIsAnsweredAndTold(text: String) async throws {
        let problems = Notes<TransportError.Code>()
        let served = Notes<String>()
        try await withDouble(
            onMalformed: { problems.add($0.error.code) },
            answering: { request, writer in
                served.add(request.head.target)
                try await writer.respond(200)
            }
        ) { server in
            let connection = try await server.dial()
            try await connection.send(ByteBuffer(string: text))
            try await connection.sendEOF()
            #expect(try await connection.readAll().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            await connection.close()
        }
        #expect(problems.all.count == 1)
        #expect(served.all.isEmpty)
    }

    @Test func requestAfterRefusedUpgradeIsServed() async throws {
        let upgrades = Notes<Bool>()
        try await withDouble(answering: { request, writer in
            upgrades.add(request.isUpgrade)
            try await writer.respond(request.isUpgrade ? 401 : 200, [:], Array("no".utf8))
        }) { server in
            let browser = try await server.browse()
            guard case .refused(let refusal) = try await browser.openWebSocket(.socket("/app/x")) else {
                Issue.record("opened")
                return
            }
            #expect(refusal.head.status == 401)
            #expect(refusal.body == Array("no".utf8))
            try await browser.send(.get("/after"))
            #expect(try await browser.readResponse(to: "GET").head.status == 200)
            await browser.close()
        }
        #expect(upgrades.all == [true, false])
    }

    @Test func unwrittenAnswerClosesTheConnection() async throws {
        try await withDouble(answering: { _, _ in }) { server in
            let browser = try await server.browse()
            try await browser.send(.get("/"))
            let code = await transportCode { _ = try await browser.readResponse(to: "GET") }
            #expect(code == .connectionClosed)
            await browser.close()
        }
    }

    @Test func thrownErrorBecomes500() async throws {
        try await withDouble(answering: { _, _ in throw CancellationError() }) { server in
            let browser = try await server.browse()
            try await browser.send(.get("/"))
            #expect(try await browser.readResponse(to: "GET").head.status == 500)
            await browser.close()
        }
    }

    @Test func expectedContinueComesBeforeTheBodyIsRead() async throws {
        try await withDouble(answering: { request, writer in
            let body = try await request.body.collect()
            try await writer.respond(200, [:], body)
        }) { server in
            let browser = try await server.browse()
            let head = RequestHead(
                method: "POST", target: "/", version: .http11,
                headers: ["Host": "h", "Content-Length": "2", "Expect": "100-continue"])
            try await browser.send(head)
            #expect(try await browser.readHead(to: "POST").status == 100)
            try await browser.sendRaw(Array("hi".utf8))
            #expect(try await browser.readResponse(to: "POST").body == Array("hi".utf8))
            await browser.close()
        }
    }

    @Test func slowReadingHandlerHoldsTheUploadBack() async throws {
        let size = 32 * 1024 * 1024
        try await withDouble(answering: { request, writer in
            var count = 0
            for try await piece in request.body { count += piece.readableBytes }
            try await writer.respond(200, [:], Array("\(count)".utf8))
        }) { server in
            let browser = try await server.browse()
            let head = RequestHead(
                method: "POST", target: "/", version: .http11, headers: ["Host": "h", "Content-Length": "\(size)"])
            try await browser.send(head, body: ByteBuffer(repeating: 1, count: size))
            #expect(try await browser.readResponse(to: "POST").body == Array("\(size)".utf8))
            await browser.close()
        }
    }

    @Test func clientGoneIsSignalledWhileTheAnswerWaits() async throws {
        let gone = Notes<Bool>()
        try await withDouble(answering: { _, writer in
            await writer.clientGone
            gone.add(writer.isClientGone)
        }) { server in
            let browser = try await server.browse()
            try await browser.send(.get("/"))
            await browser.reset()
            while gone.all.isEmpty { await Task.yield() }
        }
        #expect(gone.all == [true])
    }
}
