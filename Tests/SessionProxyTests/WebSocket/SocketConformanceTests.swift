// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Testing
import Wire

@testable import SessionProxy

/// RFC 6455 §5 to §8 through the proxy, from the browser's side and from a hostile tenant's.
@Suite struct SocketConformanceTests {
    @Test(arguments: SocketCases.all, [TunnelSide.browser, .tenant])
    func everyCaseEndsAsItsSectionSays(_ socketCase: SocketCase, from side: TunnelSide) async throws {
        try await judge(socketCase, from: side)
    }

    @Test(arguments: SocketCases.sizes, [TunnelSide.browser, .tenant])
    func messagesOf16MiBPassAndLargerOnesAreTooBig(_ socketCase: SocketCase, from side: TunnelSide) async throws {
        try await judge(socketCase, from: side)
    }

    @Test(arguments: SocketCases.all.filter { $0.wire(isClient: true).count < 300 }, [TunnelSide.browser, .tenant])
    func octetByOctetEveryCaseEndsTheSame(_ socketCase: SocketCase, from side: TunnelSide) async throws {
        try await judge(socketCase, from: side, inPiecesOf: 1)
    }

    private func judge(_ socketCase: SocketCase, from side: TunnelSide, inPiecesOf size: Int = .max) async throws {
        let played = try await SocketPlayer.play(socketCase, from: side, inPiecesOf: size)
        let isMasked = side == .browser
        #expect(played.receiver.frames.count == socketCase.frames.count)
        #expect(
            zip(played.receiver.frames, socketCase.frames).allSatisfy { got, sent in
                // The mask belongs to the hop.
                (got.fin, got.reserved, got.opcode, got.payload) == (sent.fin, sent.reserved, sent.opcode, sent.payload)
                    && got.wasMasked == isMasked
            })
        if let violation = socketCase.violation {
            #expect(played.sender.code == violation.code)
            #expect(played.receiver.code == violation.code)
        } else {
            #expect(played.receiver.end == .closed(SocketPlayer.done))
            #expect(played.sender.end == .closed(SocketPlayer.done))
            // §5.5.2: each ping is answered by who reads it.
            let pings = socketCase.frames.filter { $0.kind == .ping }.map(\.payload)
            #expect(played.sender.frames.map(\.payload) == pings)
            #expect(played.sender.frames.allSatisfy { $0.kind == .pong })
        }
    }
}
