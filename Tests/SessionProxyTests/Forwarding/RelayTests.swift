// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import SessionProxy
import Synchronization
import Testing
import Transport
import Wire

@Suite struct RelayTests {
    /// A tenant whose socket greets, then echoes data and closes as asked by text `close CODE`.
    private static let echo: TenantWitness.Answer = { received, writer in
        let socket = try await writer.upgrade()
        try await socket.send(text: "hello")
        while case .frame(let frame) = try await socket.next() {
            let text = String(buffer: frame.payload)
            if text.hasPrefix("close "), let code = UInt16(text.dropFirst(6)) {
                return try await socket.close(CloseReason(code: CloseCode(rawValue: code), reason: "as asked"))
            }
            if frame.opcode == FrameOpcode.text.rawValue || frame.opcode == FrameOpcode.binary.rawValue {
                try await socket.send(frame: frame)
            }
        }
    }

    private func opened(_ rig: PathRig, _ target: String = "/app/a", cookie: String) async throws -> ClientWebSocket {
        guard case .opened(let socket, _) = try await rig.open(target, cookie: cookie) else {
            throw ProxyError(.upgradeRefused, source: .upstream, reason: "Not opened.")
        }
        return socket
    }

    private func status(_ outcome: UpgradeOutcome) -> Int {
        switch outcome {
        case .opened: 101
        case .refused(let response): response.head.status
        }
    }

    @Test func messagesPassAsTheyAreAndTheTenantMaySpeakFirst() async throws {
        try await PathRig.with(tenant: Self.echo) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            guard case .frame(let hello) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(String(buffer: hello.payload) == "hello")
            let payloads = [[], [0, 0xff, 0x7f, 0x80], [UInt8](repeating: 7, count: 200_000)]
            for payload in payloads {
                try await socket.send(binary: ByteBuffer(bytes: payload))
                guard case .frame(let frame) = try await socket.receive() else { return #expect(Bool(false)) }
                #expect(frame.opcode == FrameOpcode.binary.rawValue)
                #expect(Array(buffer: frame.payload) == payload)
            }
            await socket.drop()
        }
    }

    @Test func handshakeCarriesTheSessionsOwnAndNoExtension() async throws {
        try await PathRig.with(tenant: Self.echo) { rig in
            let (_, cookie) = try rig.control.signIn("ana", csrfToken: "a+b")
            let target = "/app/%3Ftransient%3D?reloadUri=https%3A%2F%2Fx&qlik-csrf-token=evil&y&QLIK%2Dcsrf-token=2&"
            let outcome = try await rig.open(target, cookie: cookie, ["Sec-WebSocket-Extensions": "permessage-deflate"])
            #expect(status(outcome) == 101)
            let head = try #require(rig.witness.received.first).head
            #expect(
                head.target == "/app/%3Ftransient%3D?reloadUri=https%3A%2F%2Fx&qlik-csrf-token=a%2Bb&y&"
                    + "qlik-web-integration-id=web-1")
            #expect(head.headers.all("Cookie") == ["eas.sid=of-ana"])
            #expect(!head.headers.contains("Sec-WebSocket-Extensions"))
            #expect(!head.headers.contains("Origin"))
            #expect(head.headers.first("Sec-WebSocket-Key") != "dGhlIHNhbXBsZSBub25jZQ==")
        }
    }

    @Test func nobodyAndForeignOriginsAreRefusedBeforeTheTenantIsAsked() async throws {
        try await PathRig.with(tenant: Self.echo) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen1 = status(try await rig.open(cookie: nil))
            #expect(seen1 == 401)
            let seen2 = status(try await rig.open(cookie: "__Host-session=garbage"))
            #expect(seen2 == 401)
            for origin in ["https://attacker.example", "null", PathRig.origin + ".evil", PathRig.origin + ":8443", nil]
            {
                let seen3 = status(try await rig.open(cookie: cookie, origin: origin))
                #expect(seen3 == 403)
            }
            #expect(rig.witness.received.isEmpty)
        }
    }

    @Test(arguments: [401, 403, 404, 503]) func refusalReachesTheBrowserWithoutCookiesOrWords(code: Int) async throws {
        let words = Array("<html>the tenant's own words</html>".utf8)
        try await PathRig.with(tenant: { try await $1.respond(code, ["Set-Cookie": "eas.sid=x"], words) }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            guard case .refused(let response) = try await rig.open(cookie: cookie) else { return #expect(Bool(false)) }
            #expect(response.head.status == code)
            #expect(!response.head.headers.contains("Set-Cookie"))
            #expect(!String(decoding: response.body, as: UTF8.self).contains("words"))
        }
    }

    @Test func goneTenantSessionIsRenewedAndTheSocketOpensAfterAll() async throws {
        try await PathRig.with(tenant: { received, writer in
            guard received.head.headers.first("Cookie") == "eas.sid=renewed" else {
                return try await writer.respond(401, [:], [])
            }
            try await Self.echo(received, writer)
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            rig.control.script.withLock { $0.renewal = .renewed }
            let socket = try await opened(rig, cookie: cookie)
            guard case .frame(let hello) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(String(buffer: hello.payload) == "hello")
            #expect(rig.witness.received.last?.head.target.contains("qlik-csrf-token=token-renewed") == true)
            await socket.drop()
        }
    }

    @Test func staleTokenIsReplacedAndTheSocketOpensAfterAll() async throws {
        try await PathRig.with(tenant: { received, writer in
            guard received.head.target.contains("qlik-csrf-token=token-2") else {
                return try await writer.respond(403, [:], Array(#"{"code":"CSRF-TOKEN-2"}"#.utf8))
            }
            try await Self.echo(received, writer)
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            #expect(rig.witness.received.count == 2)
            await socket.drop()
        }
    }

    @Test func wrongAcceptKeyIsNoSocket() async throws {
        try await PathRig.with(tenant: { _ = try await $1.upgrade(acceptKey: "AAAA") }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen4 = status(try await rig.open(cookie: cookie))
            #expect(seen4 == 502)
        }
    }

    @Test func silentTenantIsNoSocket() async throws {
        try await PathRig.with(
            tenant: { _, writer in await writer.clientGone }, settings: { $0.times.upgrade = .milliseconds(200) }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let seen5 = status(try await rig.open(cookie: cookie))
            #expect(seen5 == 504)
        }
    }

    @Test(arguments: [1000, 4003, 4204] as [UInt16]) func closeCodeOfTheTenantPasses(code: UInt16) async throws {
        try await PathRig.with(tenant: Self.echo) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            try await socket.send(text: "close \(code)")
            _ = try await socket.receive()
            guard case .closed(let reason, _) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(reason == CloseReason(code: CloseCode(rawValue: code), reason: "as asked"))
        }
    }

    @Test func closeCodeOfTheBrowserPasses() async throws {
        let (codes, seen) = AsyncStream.makeStream(of: UInt16?.self)
        try await PathRig.with(tenant: { _, writer in
            let socket = try await writer.upgrade()
            if case .closed(let reason, _) = try await socket.next() { seen.yield(reason?.code?.rawValue) }
            seen.finish()
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            try await socket.close(CloseReason(code: CloseCode(rawValue: 4000), reason: ""))
            var all: [UInt16?] = []
            for await code in codes { all.append(code) }
            #expect(all == [4000])
        }
    }

    @Test func lostTenantEndsTheBrowsersSocketWithALegalCode() async throws {
        try await PathRig.with(tenant: { _, writer in
            let socket = try await writer.upgrade()
            _ = try await socket.next()
            await socket.reset()
        }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            try await socket.send(text: "go")
            guard case .closed(let reason, _) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(reason?.code == .internalError)
        }
    }

    @Test func endOfTheSessionClosesItsSocketsOnBothSidesAndNoOthers() async throws {
        let (codes, seen) = AsyncStream.makeStream(of: UInt16?.self)
        try await PathRig.with(tenant: { received, writer in
            let socket = try await writer.upgrade()
            while true {
                switch try await socket.next() {
                case .frame(let frame): try await socket.send(frame: frame)
                case .closed(let reason, _): return _ = seen.yield(reason?.code?.rawValue)
                case .lost: return
                }
            }
        }) { rig in
            let (session, cookie) = try rig.control.signIn("ana")
            let (_, other) = try rig.control.signIn("ben")
            let anas = try await opened(rig, cookie: cookie)
            let bens = try await opened(rig, cookie: other)
            session.end(.loggedOut)
            guard case .closed(let reason, _) = try await anas.receive() else { return #expect(Bool(false)) }
            #expect(reason?.code == .policy)
            var iterator = codes.makeAsyncIterator()
            #expect(await iterator.next() == 1008)
            try await bens.send(text: "still here")
            guard case .frame = try await bens.receive() else { return #expect(Bool(false)) }
            #expect(session.openRelays == 0)
            await bens.drop()
        }
    }

    @Test(
        arguments: [
            [0x81, 0x01, 0x61], [0xc1, 0x80, 1, 2, 3, 4], [0x83, 0x80, 1, 2, 3, 4], [0x80, 0x80, 1, 2, 3, 4],
            [0x09, 0x80, 1, 2, 3, 4], [0x88, 0x81, 0, 0, 0, 0, 1], [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xee],
        ] as [[UInt8]])
    func brokenProtocolIsAnsweredWith1002AndNotPassedOn(bytes: [UInt8]) async throws {
        try await PathRig.with(tenant: Self.echo) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            _ = try await socket.receive()
            try await socket.sendRaw(bytes)
            guard case .closed(let reason, _) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(reason?.code == .protocolError)
        }
    }

    @Test func messageOverTheLimitIsAnsweredWith1009() async throws {
        try await PathRig.with(tenant: Self.echo, settings: { $0.limits.messageBytes = 1000 }) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            _ = try await socket.receive()
            try await socket.send(binary: ByteBuffer(repeating: 1, count: 1000))
            guard case .frame = try await socket.receive() else { return #expect(Bool(false)) }
            try await socket.send(binary: ByteBuffer(repeating: 1, count: 1001))
            guard case .closed(let reason, _) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(reason?.code == .tooBig)
        }
    }

    @Test func expiredSessionClosesItsSocket() async throws {
        let clock = ManualClock()
        try await PathRig.with(tenant: Self.echo, settings: { $0.time = clock.timeSource }) { rig in
            let (_, cookie) = try rig.control.signIn("ana", at: clock.timeSource.now())
            let socket = try await opened(rig, cookie: cookie)
            _ = try await socket.receive()
            clock.advance(by: .seconds(31 * 60))
            guard case .closed(let reason, _) = try await socket.receive() else { return #expect(Bool(false)) }
            #expect(reason?.code == .policy)
        }
    }

    @Test func silenceIsBrokenWithPingsWhoseAnswersStayHere() async throws {
        let frames = Mutex<[UInt8]>([])
        try await PathRig.with(
            tenant: { _, writer in
                let socket = try await writer.upgrade()
                while case .frame(let frame) = try await socket.next() {
                    frames.withLock { $0.append(frame.opcode) }
                    if frame.opcode == FrameOpcode.ping.rawValue { try await socket.send(text: "pinged") }
                }
            }, settings: { $0.times.ping = .milliseconds(100) }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            let socket = try await opened(rig, cookie: cookie)
            var opcodes: Set<UInt8> = []
            while opcodes.count < 2, case .frame(let frame) = try await socket.receive() {
                opcodes.insert(frame.opcode)
            }
            #expect(opcodes == [FrameOpcode.text.rawValue, FrameOpcode.ping.rawValue])
            #expect(frames.withLock { $0 }.allSatisfy { $0 == FrameOpcode.ping.rawValue })
            await socket.drop()
        }
    }
}
