// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import RESP
import Testing
import Transport

@testable import SessionProxy

/// What a store makes of a server that refuses, or that is none.
@Suite struct RedisRefusalTests {
    /// Runs a test with a store on a server that says the same to everything.
    private func with(
        _ answer: String, _ body: (RedisSessionStore) async throws -> Void
    ) async throws {
        let server = try await ConnectionServer.start { _, connection in
            var received = ByteBuffer()
            do {
                while var bytes = try await connection.next() {
                    received.writeBuffer(&bytes)
                    while try RESPDecoder().decode(&received) != nil {
                        try await connection.send(ByteBuffer(string: answer))
                    }
                }
            } catch {
                // The client left.
            }
        }
        let address = RESPAddress(endpoint: Endpoint(host: "localhost", port: server.port))
        let store = RedisSessionStore(
            RESPClient(RESPSettings(address: address, answerTimeout: .seconds(30)), group: EventLoops.shared))
        var failure: (any Error)?
        do { try await body(store) } catch { failure = error }
        await store.close()
        await server.stop()
        if let failure { throw failure }
    }

    private static let refusals: [(String, StoreProblem.Code)] = [
        ("-LOADING canary\r\n", StoreProblem.Code.unavailable), ("-MASTERDOWN canary\r\n", .unavailable),
        ("-NOAUTH canary\r\n", .unavailable), ("-NOPERM canary\r\n", .unavailable), ("-ERR canary\r\n", .unavailable),
        ("-BUSY canary\r\n", .busy), ("-MISCONF canary\r\n", .readOnly), ("-READONLY canary\r\n", .readOnly),
        ("-OOM canary\r\n", .full), ("-WRONGTYPE canary\r\n", .corrupt), ("+canary\r\n", .corrupt),
        (":7\r\n", .corrupt), ("*1\r\n+canary\r\n", .corrupt), ("HTTP/1.1 400 canary\r\n\r\n", .corrupt),
    ]

    @Test(arguments: refusals)
    func aSessionIsNeverCalledAbsentForIt(_ answer: String, _ code: StoreProblem.Code) async throws {
        try await with(answer) { store async throws in
            let key = StoredSession.Key(SessionID(a: 1, b: 7))
            let problem = await #expect(throws: StoreProblem.self) { try await store.load(key) }
            #expect(problem?.code == code)
            #expect(problem?.reason.contains("canary") == false)
        }
    }

    @Test(arguments: refusals)
    func theProxyFailsClosedForIt(_ answer: String, _ code: StoreProblem.Code) async throws {
        try await with(answer) { store async throws in
            let stage = try ControlStage(store: store)
            let ticket = try #require(SessionTicket(randomOctets: Array(repeating: 7, count: 48)))
            let error = await #expect(throws: ProxyError.self) { try await stage.keeper.load(ticket) }
            #expect(error?.status == 503)
            #expect(await stage.browser().send("GET", "/readyz").status == 503)
            #expect(try await stage.browser().signIn("ana").status == 503)
        }
    }
}
