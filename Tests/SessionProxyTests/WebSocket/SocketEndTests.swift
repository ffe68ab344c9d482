// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Transport
import Wire

@testable import SessionProxy

/// RFC 6455 §7 and §8.1 through the proxy: how sockets end, and whose word it is that ends them.
@Suite struct SocketEndTests {
    static let sides = [TunnelSide.browser, .tenant]

    /// What the other side gets when one speaks.
    private func heard(
        from side: TunnelSide, _ speak: @escaping @Sendable (any SocketPeer) async throws -> Void
    ) async throws -> SocketTrace {
        try await SocketPlayer.meet(side, speaker: speak, other: { await SocketTrace.of($0) }).other
    }

    // MARK: - The closing handshake

    /// §7.4.1, §7.4.2 and the registry: the codes that may travel.
    private static let codes: [UInt16] = [
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
    ]

    @Test(arguments: codes, sides) func aCodeThatMayTravelDoesWithTheLongestReason(
        code: UInt16, side: TunnelSide
    ) async throws {
        let reason = CloseReason(
            code: CloseCode(rawValue: code), reason: String(repeating: "å", count: 61) + "!")
        let trace = try await heard(from: side) { peer in
            try await peer.close(reason)
            let answer = await SocketTrace.of(peer)
            #expect(answer.end == .closed(reason))
            #expect(answer.isClean)
        }
        #expect(trace.end == .closed(reason))
    }

    /// §5.5.1: a close may say nothing; 1005 is what programs then see, and never travels (§7.1.5).
    @Test(arguments: sides) func aCloseWithoutACodeStaysOne(side: TunnelSide) async throws {
        let trace = try await heard(from: side) { peer in
            try await peer.close(nil)
            #expect(await SocketTrace.of(peer).end == .closed(CloseReason(code: nil)))
        }
        #expect(trace.end == .closed(CloseReason(code: nil)))
    }

    /// §5.5.1: after a close frame nothing counts.
    @Test(arguments: sides) func whatFollowsACloseIsNotPassedOn(side: TunnelSide) async throws {
        let trace = try await heard(from: side) { peer in
            try await peer.sendRaw(
                SocketCase.wire([.close(4000), .text("late"), .close(4001)], isClient: side == .browser))
            _ = await SocketTrace.of(peer)
        }
        #expect(trace.frames.isEmpty)
        #expect(trace.code == CloseCode(rawValue: 4000))
    }

    /// §7.1.2: both may begin.
    @Test func closesThatCrossReachBothSides() async throws {
        let codes = [CloseCode(rawValue: 4001), CloseCode(rawValue: 4002)]
        let met = try await SocketPlayer.meet(
            .browser,
            speaker: { peer in
                try await peer.close(CloseReason(code: codes[0]))
                return await SocketTrace.of(peer)
            },
            other: { peer in
                try await peer.close(CloseReason(code: codes[1]))
                return await SocketTrace.of(peer)
            })
        #expect(met.speaker.code == codes[1])
        #expect(met.other.code == codes[0])
        #expect(met.speaker.isClean)
    }

    /// §5.5.1: a close is answered, by the proxy where the far end does not.
    @Test(arguments: sides) func aCloseThatTheFarEndIgnoresIsAnsweredAllTheSame(side: TunnelSide) async throws {
        let (answers, tell) = AsyncStream.makeStream(of: Void.self)
        let met = try await SocketPlayer.meet(
            side, settings: { $0.times.closing = .zero },
            speaker: { peer in
                try await peer.close(SocketPlayer.done)
                defer { tell.finish() }
                return await SocketTrace.of(peer)
            }, other: { _ in for await _ in answers {} })
        #expect(met.speaker.code == (side == .browser ? .internalError : .goingAway))
    }

    /// A slow reader gets all that was sent to it, however long the closes wait behind.
    @Test func aCloseDoesNotCutOffWhatASlowReaderIsStillToGet() async throws {
        let message = Frame.data(.binary, 16 << 20)
        try await PathRig.with(
            tenant: { received, writer in
                let socket = try await writer.upgrade()
                guard received.head.target.hasPrefix("/app/slow") else { return await writer.clientGone }
                for _ in 0..<2 { try await socket.send(frame: message) }
                _ = await SocketTrace.of(socket)
            }, settings: { $0.times.closing = .seconds(3) }
        ) { rig in
            let (_, cookie) = try rig.control.signIn("ana")
            guard case .opened(let slow, _) = try await rig.open("/app/slow", cookie: cookie),
                case .opened(let ignored, _) = try await rig.open("/app/ignored", cookie: cookie)
            else { return #expect(Bool(false)) }
            slow.pauseReading()
            try await slow.close(SocketPlayer.done)
            // That this one is given up tells that the time has passed for the slow one, too.
            try await ignored.close(SocketPlayer.done)
            #expect(await SocketTrace.of(ignored).code == .internalError)
            slow.resumeReading()
            let trace = await SocketTrace.of(slow)
            #expect(trace.frames == [message, message])
            #expect(trace.end == .closed(SocketPlayer.done))
        }
    }

    // MARK: - Text

    /// §8.1: text that is none is judged by who reads it; its close is passed back.
    @Test(arguments: sides, [[0x68, 0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80]])
    func textThatIsNoneIsLeftToItsReaderWhoseCloseComesBack(side: TunnelSide, octets: [UInt8]) async throws {
        let verdict = CloseReason(code: .invalidPayload, reason: "no text")
        let met = try await SocketPlayer.meet(
            side,
            speaker: { peer in
                try await peer.sendRaw(SocketCase.wire([.octets(.text, octets)], isClient: side == .browser))
                return await SocketTrace.of(peer)
            },
            other: { peer in
                guard case .frame(let frame) = try await peer.receive(within: SocketTrace.patience) else { return }
                #expect(Array(buffer: frame.payload) == octets)
                try await peer.close(verdict)
                _ = await SocketTrace.of(peer)
            })
        #expect(met.speaker.end == .closed(verdict))
    }

    // MARK: - Connections that are lost

    /// §7.2.1: whoever goes without a word is spoken for, where a frame may stand; half a header is none yet.
    @Test(arguments: sides, [[], [0x81], [0x01, 0x81, 1, 2]] as [[UInt8]])
    func aLostEndIsSpokenForBetweenFrames(side: TunnelSide, octets: [UInt8]) async throws {
        for isReset in [false, true] {
            let trace = try await heard(from: side) { peer in
                try await Self.leave(peer, after: octets[...], isReset: isReset)
            }
            #expect(trace.frames.isEmpty)
            #expect(trace.code == (side == .browser ? .goingAway : .internalError))
        }
    }

    /// Inside a frame nothing may be said: what is put in there would be taken for its payload.
    @Test(arguments: sides) func anEndThatIsLostInsideAFrameEndsTheOther(side: TunnelSide) async throws {
        let whole = SocketCase.wire([.data(.binary, 1000)], isClient: side == .browser)
        let trace = try await heard(from: side) { peer in
            try await Self.leave(peer, after: whole.dropLast(), isReset: false)
        }
        #expect(trace.frames.isEmpty)
        #expect(trace.end == .lost)
    }

    private static func leave(_ peer: any SocketPeer, after octets: ArraySlice<UInt8>, isReset: Bool) async throws {
        if !octets.isEmpty { try await peer.sendRaw(Array(octets)) }
        if isReset { await peer.reset() } else { await peer.drop() }
    }

    /// §5.4: a close of the proxy's own waits for the end of the frame that is under way, and no frame follows it.
    @Test(arguments: sides) func aCloseOfTheProxysOwnStandsBetweenTwoFrames(side: TunnelSide) async throws {
        let whole = SocketCase.wire([.data(.binary, 100)], isClient: side == .browser)
        let next = SocketCase.wire([.data(.binary, 200)], isClient: side == .browser)
        let met = try await SocketPlayer.meet(
            side,
            speaker: { peer in
                try await peer.sendRaw(Array(whole.prefix(50)))
                // The violation of the other end comes as a close to this one; only then the frame goes on.
                let said = try await Self.octets(of: peer, until: 2)
                try await peer.sendRaw(Array(whole.dropFirst(50) + next.dropLast()))
                await peer.drop()
                return said
            },
            other: { peer in
                let first = try await Self.octets(of: peer, until: 50)
                try await peer.sendRaw([0x83, 0x00])
                return first + (try await Self.octets(of: peer, until: .max))
            })
        #expect(met.speaker.first == 0x88)
        #expect(Array(met.other.prefix(whole.count)) == whole)
        var rest = ByteBuffer(bytes: met.other.dropFirst(whole.count))
        let close = try #require(try Frame.parse(&rest, limit: 125))
        #expect(try CloseReason.parse(close.payload).code == .protocolError)
        #expect(close.wasMasked == (side == .browser))
        #expect(rest.readableBytes == 0)
    }

    /// At least so many octets, or all until the end.
    private static func octets(of peer: any SocketPeer, until count: Int) async throws -> [UInt8] {
        var octets: [UInt8] = []
        while octets.count < count, let piece = try await peer.connection.receive(within: SocketTrace.patience) {
            octets += Array(buffer: piece)
        }
        return octets
    }
}
