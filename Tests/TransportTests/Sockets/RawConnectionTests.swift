// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Testing

@testable import Transport

@Suite("Raw connections")
struct RawConnectionTests {
    @Test func halfClosedConnectionStillAnswers() async throws {
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                let text = try await connection.readAll()
                try await connection.send(ByteBuffer(string: "got \(text)"))
            } catch {}
        }
        try await withServer(serving: serve) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            try await connection.send(ByteBuffer(string: "all"))
            try await connection.sendEOF()
            #expect(try await connection.readAll() == "got all")
            await connection.close()
        }
    }

    @Test func resetIsSeenAsReset() async throws {
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                _ = try await connection.next()
            } catch {}
            await connection.reset()
        }
        try await withServer(serving: serve) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            try await connection.send(ByteBuffer(string: "x"))
            let code = await transportCode { _ = try await connection.receive() }
            #expect(code == .connectionReset)
            await connection.close()
        }
    }

    @Test func resetUnderTLSIsSeenAsReset() async throws {
        let authority = try CertificateAuthority()
        let tls = try ServerTLS(identity: authority.issue(names: ["localhost"]))
        let client = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                _ = try await connection.next()
            } catch {}
            await connection.reset()
        }
        try await withServer(tls: tls, serving: serve) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: client))
            try await connection.send(ByteBuffer(string: "x"))
            let code = await transportCode { _ = try await connection.receive() }
            #expect(code == .connectionReset)
            await connection.close()
        }
    }

    @Test func slowReaderHoldsTheWriterBack() async throws {
        let total = 64 * 1024 * 1024
        let sent = Mutex(0)
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            let piece = ByteBuffer(repeating: 7, count: 256 * 1024)
            do {
                for _ in 0..<(total / piece.readableBytes) {
                    try await connection.send(piece)
                    sent.withLock { $0 += piece.readableBytes }
                }
            } catch {}
        }
        try await withServer(serving: serve) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            // Wait until the writer has not moved between two looks, with work in between that lets it run.
            var last = -1
            while last != sent.withLock({ $0 }) || last == 0 {
                last = sent.withLock { $0 }
                for _ in 0..<20 {
                    let code = await transportCode { try await idle(connection) }
                    #expect(code == nil)
                }
            }
            #expect(last < total / 2)
            #expect(connection.waitingBytes < 1024 * 1024)
            var received = 0
            while let bytes = try await connection.receive() { received += bytes.readableBytes }
            #expect(received == total)
            await connection.close()
        }
    }

    /// Lets the event loop of the connection turn for a moment.
    private func idle(_ connection: RawConnection) async throws {
        try await connection.channel.eventLoop.scheduleTask(in: .milliseconds(2)) {}.futureResult.get()
    }

    @Test func pausedReaderTakesNothing() async throws {
        let serve: @Sendable (RawConnection) async -> Void = { connection in
            do {
                try await connection.send(ByteBuffer(string: "first"))
                _ = try await connection.next()
                try await connection.send(ByteBuffer(string: "second"))
                _ = try await connection.next()
            } catch {}
        }
        try await withServer(serving: serve) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            #expect(try await connection.receive().map { String(buffer: $0) } == "first")
            connection.pauseReading()
            try await idle(connection)
            try await connection.send(ByteBuffer(string: "go on"))
            let code = await transportCode { _ = try await connection.receive(within: .milliseconds(50)) }
            #expect(code == .timedOut)
            connection.resumeReading()
            #expect(try await connection.receive().map { String(buffer: $0) } == "second")
            await connection.close()
        }
    }

    @Test func cancelledReceiveEnds() async throws {
        try await withServer(serving: { await $0.untilPeerEnded() }) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            let reading = Task { try await connection.next() }
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
            await connection.close()
        }
    }

    @Test func putBackBytesComeFirst() async throws {
        try await withServer(serving: { connection in
            do { try await connection.send(ByteBuffer(string: "abc")) } catch {}
        }) { endpoint in
            let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
            var bytes = try #require(try await connection.receive())
            #expect(bytes.readString(length: 1) == "a")
            connection.putBack(bytes)
            #expect(try await connection.readAll() == "bc")
            await connection.close()
        }
    }

    @Test func closedPortFailsToConnect() async throws {
        let listener = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = listener.port
        await listener.close()
        let code = await transportCode {
            _ = try await RawConnection.connect(to: Endpoint(host: "localhost", port: port), dialer: Dialer(tls: nil))
        }
        #expect(code == .connectFailed)
    }

    @Test func stoppingEndsConnectionsThatWait() async throws {
        let server = try await ConnectionServer.start { _, connection in
            do { try await connection.send(ByteBuffer(string: "here")) } catch {}
            await connection.untilClosed()
        }
        let endpoint = Endpoint(host: "anything.localhost", port: server.port)
        let connection = try await RawConnection.connect(to: endpoint, dialer: Dialer(tls: nil))
        #expect(try await connection.receive().map { String(buffer: $0) } == "here")
        await server.stop()
        #expect(try await connection.receive() == nil)
        #expect(server.openConnections == 0)
        await connection.close()
    }
}
