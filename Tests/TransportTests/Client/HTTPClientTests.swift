// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Testing
import Wire

@testable import Transport

@Suite("The back-channel client")
struct HTTPClientTests {
    private func url(_ server: DoubleServer, _ target: String = "/") -> HTTPURL {
        HTTPURL(scheme: "http", host: "double.localhost", port: server.port, target: target)
    }

    @Test func requestAndAnswerAreWhole() async throws {
        try await withDouble(answering: { request, writer in
            let body = try await request.body.collect()
            try await writer.respond(
                201, ["X-Host": request.head.headers.first("Host") ?? "", "X-Method": request.head.method], body)
        }) { server in
            let client = HTTPClient(tls: nil)
            let answer = try await client.send(
                ClientRequest(method: "POST", url: url(server), headers: ["A": "b"], body: Array("hello".utf8)))
            #expect(answer.status == 201)
            #expect(answer.headers.first("X-Host") == "double.localhost:\(server.port)")
            #expect(answer.headers.first("X-Method") == "POST")
            #expect(answer.body == Array("hello".utf8))
            await client.shutdown()
        }
    }

    @Test func connectionIsKeptForTheNextRequest() async throws {
        let connections = Notes<Int>()
        try await withDouble(answering: { request, writer in
            connections.add(request.connection)
            try await writer.respond(200, [:], Array("x".utf8))
        }) { server in
            let client = HTTPClient(tls: nil)
            for _ in 0..<3 { _ = try await client.send(ClientRequest(url: url(server))) }
            #expect(client.idleConnections == 1)
            await client.shutdown()
            #expect(client.idleConnections == 0)
        }
        #expect(connections.all == [1, 1, 1])
    }

    /// Answers the first request of a connection and drops the connection on the second without a word.
    private func staleDouble(_ seen: Notes<String>) -> @Sendable (DoubleRequest, DoubleWriter) async throws -> Void {
        let served = Mutex<Set<Int>>([])
        return { request, writer in
            seen.add("\(request.head.method) on \(request.connection)")
            let isFirst = served.withLock { $0.insert(request.connection).inserted }
            guard isFirst else { return await writer.reset() }
            try await writer.respond(200)
        }
    }

    @Test func deadKeptConnectionIsReplacedForIdempotentRequests() async throws {
        let seen = Notes<String>()
        try await withDouble(answering: staleDouble(seen)) { server in
            let client = HTTPClient(tls: nil)
            _ = try await client.send(ClientRequest(url: url(server)))
            #expect(try await client.send(ClientRequest(url: url(server))).status == 200)
            await client.shutdown()
        }
        #expect(seen.all == ["GET on 1", "GET on 1", "GET on 2"])
    }

    @Test func deadKeptConnectionFailsOtherRequests() async throws {
        let seen = Notes<String>()
        try await withDouble(answering: staleDouble(seen)) { server in
            let client = HTTPClient(tls: nil)
            _ = try await client.send(ClientRequest(url: url(server)))
            let code = await transportCode {
                _ = try await client.send(ClientRequest(method: "POST", url: url(server), body: [1]))
            }
            #expect(code == .connectionReset || code == .connectionClosed)
            await client.shutdown()
        }
        #expect(seen.all == ["GET on 1", "POST on 1"])
    }

    @Test func answerThatHasBegunIsNotAskedForAgain() async throws {
        let seen = Notes<String>()
        try await withDouble(answering: { request, writer in
            seen.add(request.head.target)
            guard request.head.target == "/cut" else { return try await writer.respond(200) }
            try await writer.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort".utf8))
        }) { server in
            let client = HTTPClient(tls: nil)
            _ = try await client.send(ClientRequest(url: url(server)))
            let code = await transportCode { _ = try await client.send(ClientRequest(url: url(server, "/cut"))) }
            #expect(code == .truncated)
            await client.shutdown()
        }
        #expect(seen.all == ["/", "/cut"])
    }

    @Test func silentServerRunsOutOfTime() async throws {
        try await withDouble(answering: { _, writer in await writer.clientGone }) { server in
            let client = HTTPClient(tls: nil, timeout: .milliseconds(200))
            let code = await transportCode { _ = try await client.send(ClientRequest(url: url(server))) }
            #expect(code == .timedOut)
            #expect(client.idleConnections == 0)
            await client.shutdown()
        }
    }

    @Test func tooLargeBodyIsRefused() async throws {
        try await withDouble(answering: { _, writer in
            try await writer.respond(200, [:], [UInt8](repeating: 0, count: 2000))
        }) { server in
            let client = HTTPClient(tls: nil, limits: HTTPClient.Limits(bodyBytes: 1999))
            let code = await transportCode { _ = try await client.send(ClientRequest(url: url(server))) }
            #expect(code == .tooLarge)
            await client.shutdown()
        }
    }

    @Test func redirectsAreNotFollowed() async throws {
        try await withDouble(answering: { _, writer in
            try await writer.respond(302, ["Location": "/elsewhere"])
        }) { server in
            let client = HTTPClient(tls: nil)
            let answer = try await client.send(ClientRequest(url: url(server)))
            #expect(answer.status == 302)
            await client.shutdown()
        }
    }

    @Test func secureURLNeedsTrust() async throws {
        let client = HTTPClient(tls: nil)
        let url = HTTPURL(scheme: "https", host: "double.localhost", port: 1)
        let code = await transportCode { _ = try await client.send(ClientRequest(url: url)) }
        #expect(code == .misuse)
    }

    @Test func secureRequestIsVerifiedAndAnswered() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["double.localhost"]))
        try await withDouble(tls: tls, answering: { _, writer in try await writer.respond(200) }) { server in
            let client = HTTPClient(tls: try ClientTLS(trustRootsPEM: authority.certificatePEM))
            let url = HTTPURL(scheme: "https", host: "double.localhost", port: server.port)
            #expect(try await client.send(ClientRequest(url: url)).status == 200)
            await client.shutdown()
        }
    }
}
