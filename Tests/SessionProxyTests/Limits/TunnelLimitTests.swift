// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

/// What bounds a relayed socket: how many a user has, and how long an end may take nothing.
@Suite struct TunnelLimitTests {
    private static let silent: TenantWitness.Answer = { _, writer in
        let socket = try await writer.upgrade()
        while case .frame = try await socket.next() {}
    }

    private func open(_ rig: PathRig, _ cookie: String) async throws -> ClientWebSocket? {
        if case .opened(let socket, _) = try await rig.open(cookie: cookie) { return socket }
        return nil
    }

    private func status(_ outcome: UpgradeOutcome) -> Int {
        if case .refused(let response) = outcome { return response.head.status }
        return 101
    }

    @Test func socketsOfAllSessionsOfAUserCountAndThoseOfOthersDoNot() async throws {
        try await PathRig.with(tenant: Self.silent, settings: { $0.limits.socketsPerUser = 2 }) { rig in
            let (_, first) = try rig.control.signIn("ana")
            let (_, second) = try rig.control.signIn("ana")
            let (_, other) = try rig.control.signIn("ben")
            let sockets = [try await open(rig, first), try await open(rig, second)]
            #expect(sockets.allSatisfy { $0 != nil })
            let refused = [status(try await rig.open(cookie: first)), status(try await rig.open(cookie: second))]
            #expect(refused == [429, 429])
            let bens = try await open(rig, other)
            #expect(bens != nil)
        }
    }

    @Test func aSocketThatEndedOrNeverOpenedMakesRoom() async throws {
        let isOpening = Mutex(false)
        try await PathRig.with(
            tenant: { received, writer in
                guard isOpening.withLock({ $0 }) else { return try await writer.respond(503, [:], []) }
                try await Self.silent(received, writer)
            }, settings: { $0.limits.socketsPerUser = 1 }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            for _ in 0..<3 {
                let seen = status(try await rig.open(cookie: cookie))
                #expect(seen == 503)
            }
            isOpening.withLock { $0 = true }
            for _ in 0..<3 {
                let socket = try #require(try await open(rig, cookie))
                try await socket.close(CloseReason(code: .normal, reason: ""))
                guard case .closed = try await socket.receive() else { return #expect(Bool(false)) }
            }
        }
    }

    @Test func anEndThatTakesNothingIsGivenUpAndCostsNoMoreThanItsBuffers() async throws {
        let sent = Mutex(0)
        let (codes, seen) = AsyncStream.makeStream(of: UInt16?.self)
        try await PathRig.with(
            tenant: { _, writer in
                let socket = try await writer.upgrade()
                async let reading: Void = {
                    if case .closed(let reason, _) = try await socket.next() { seen.yield(reason?.code?.rawValue) }
                    seen.finish()
                }()
                let piece = ByteBuffer(repeating: 7, count: 1 << 20)
                do {
                    for _ in 0..<1000 {
                        try await socket.send(binary: piece)
                        sent.withLock { $0 += 1 }
                    }
                } catch {
                    // The proxy has given up.
                }
                try await reading
            }, settings: { $0.times.writeStall = .milliseconds(200) }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try #require(try await open(rig, cookie))
            socket.pauseReading()
            var all: [UInt16?] = []
            for await code in codes { all.append(code) }
            #expect(all == [1001])
            #expect(sent.withLock { $0 } < 500)
            await socket.reset()
        }
    }

    @Test func aBodyThatComesByteByByteRunsOutOfTimeHoweverOftenAByteComes() async throws {
        try await PathRig.with(settings: { $0.times.bodyGrace = .milliseconds(600) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let browser = try await rig.connect()
            let head =
                "POST /api/v1/x HTTP/1.1\r\nHost: proxy.test\r\nOrigin: \(PathRig.origin)\r\nCookie: \(cookie)\r\n"
            try await browser.sendRaw(Array((head + "Content-Length: 1000\r\n\r\n").utf8))
            let dripping = Task {
                while true {
                    try await Task.sleep(for: .milliseconds(50))
                    try await browser.sendRaw([0x61])
                }
            }
            let status = try await browser.readResponse(to: "POST").head.status
            #expect(status == 408)
            dripping.cancel()
            await browser.close()
        }
    }
}
