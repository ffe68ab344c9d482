// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import NIOCore
import Testing
import Transport
import Wire

@testable import MockTenant

/// Compressed messages on engine sockets: U19 of the unknowns, RFC 7692.
@Suite struct SocketCompressionTests {
    static let request = #"{"jsonrpc":"2.0","id":1,"handle":-1,"method":"Echo","params":{"bytes":40000}}"#

    /// The client's end, which compresses with the same library but counts the frames by itself.
    struct Client {
        let socket: ClientWebSocket
        let line: String
        private let deflater: Deflater
        private let inflater: Inflater

        init(_ harness: TenantHarness, offer: String) async throws {
            let browser = try await harness.signIn()
            let target = "/app/\(TenantApp.sales.id)?qlik-csrf-token=\(try await browser.token())"
            let outcome = try await browser.open(target, ["Sec-WebSocket-Extensions": offer])
            guard case .opened(let socket, let head) = outcome else { throw CancellationError() }
            self.socket = socket
            line = head.headers.first("Sec-WebSocket-Extensions") ?? "none"
            deflater = try Deflater(.bare(windowBits: 15))
            inflater = try Inflater(.bare(windowBits: 15))
        }

        /// Sends a message in so many frames.
        func send(_ text: String, frames count: Int = 1, forgets: Bool = false) async throws {
            var bytes = deflater.compress(Array(text.utf8)).dropLast(4)
            if forgets { deflater.forget() }
            for index in 0..<count {
                let isLast = index == count - 1
                let piece = isLast ? bytes : bytes.prefix(bytes.count / count)
                bytes = bytes.dropFirst(piece.count)
                try await socket.send(
                    frame: Frame(
                        fin: isLast, reserved: index == 0 ? 4 : 0,
                        opcode: index == 0 ? FrameOpcode.text : .continuation, payload: ByteBuffer(bytes: piece)))
            }
        }

        /// The next message, and the frames that it came in.
        func receive(forgets: Bool = false) async throws -> (text: String, frames: [Frame]) {
            var frames: [Frame] = []
            while frames.last?.fin != true {
                guard case .frame(let frame) = try await socket.receive() else { throw CancellationError() }
                frames.append(frame)
            }
            let packed = frames.reduce(into: [UInt8]()) { $0 += $1.payload.readableBytesView }
            let (content, isSound) = inflater.decompress(packed + [0, 0, 0xff, 0xff], limit: 1 << 24)
            try #require(isSound)
            if forgets { inflater.forget() }
            return (String(decoding: content, as: UTF8.self), frames)
        }
    }

    static func run(_ change: (inout TenantSwitches) -> Void = { _ in }, _ body: (TenantHarness) async throws -> Void)
        async throws
    {
        try await TenantHarness.run {
            $0.switches.acceptsSocketCompression = true
            change(&$0.switches)
        } _: {
            try await body($0)
        }
    }

    @Test func messagesAreCompressedBothWaysAndTheWitnessReadsThem() async throws {
        try await Self.run { harness in
            let client = try await Client(harness, offer: "permessage-deflate; client_max_window_bits")
            #expect(client.line == "permessage-deflate")
            #expect(try await client.receive().text.contains("OnConnected"))
            for count in [1, 3] {
                try await client.send(Self.request, frames: count)
                let (text, frames) = try await client.receive()
                #expect(try JSONValue.parse(text)["result"]?["qReturn"]?.stringValue?.count == 40_000)
                #expect(frames.map(\.reserved) == [4] && frames[0].payload.readableBytes < 1000)
            }
            let seen = harness.last?.socket?.frames.filter(\.fromClient) ?? []
            #expect(String(decoding: seen[0].payload, as: UTF8.self) == Self.request)
            #expect(seen.dropFirst().map(\.opcode) == [1, 0, 0])
            #expect(String(decoding: seen.dropFirst().flatMap(\.payload), as: UTF8.self) == Self.request)
        }
    }

    @Test func eachEndRemembersWhatCameBefore() async throws {
        try await Self.run { harness in
            let client = try await Client(harness, offer: "permessage-deflate")
            _ = try await client.receive()
            var sizes: [Int] = []
            for _ in 0..<2 {
                try await client.send(#"{"jsonrpc":"2.0","id":1,"handle":-1,"method":"EngineVersion","params":[]}"#)
                sizes.append(try await client.receive().frames[0].payload.readableBytes)
            }
            #expect(sizes[1] < sizes[0] / 2)
        }
    }

    @Test func neitherEndRemembersWhereThatWasAgreedOn() async throws {
        try await Self.run { harness in
            let offer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            let client = try await Client(harness, offer: offer)
            #expect(client.line == offer)
            _ = try await client.receive(forgets: true)
            var frames: [Frame] = []
            for _ in 0..<2 {
                try await client.send(Self.request, forgets: true)
                frames += try await client.receive(forgets: true).frames
            }
            #expect(frames[0].payload == frames[1].payload)
        }
    }

    @Test func compressedMessagesAreFragmentedAndPlainOnesAndPingsPass() async throws {
        try await Self.run {
            $0.fragmentBytes = 16_384
        } _: { harness in
            let client = try await Client(harness, offer: "permessage-deflate")
            _ = try await client.receive()
            try await client.socket.send(frame: Frame(opcode: FrameOpcode.ping, payload: ByteBuffer(string: "p")))
            guard case .frame(let pong) = try await client.socket.receive() else { throw CancellationError() }
            #expect(pong.kind == .pong && pong.reserved == 0 && String(buffer: pong.payload) == "p")
            try await client.socket.send(text: Self.request)
            let (text, frames) = try await client.receive()
            #expect(try JSONValue.parse(text)["result"]?["qReturn"]?.stringValue?.count == 40_000)
            #expect(frames.map(\.reserved) == [4, 0, 0] && frames.map(\.opcode) == [1, 0, 0])
        }
    }

    static let offers = [
        ("permessage-deflate", "permessage-deflate"),
        ("x-webkit-deflate-frame, permessage-deflate; client_max_window_bits=15", "permessage-deflate"),
        ("permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"),
        ("permessage-deflate; server_max_window_bits=\"10\"", "permessage-deflate; server_max_window_bits=10"),
        ("permessage-deflate; unknown", "none"), ("permessage-deflate; server_max_window_bits", "none"),
        ("permessage-deflate; client_max_window_bits=16", "none"),
        ("permessage-deflate; server_no_context_takeover=1", "none"),
        ("permessage-deflate; client_no_context_takeover; client_no_context_takeover", "none"), ("", "none"),
    ]

    @Test(arguments: offers) func theFirstOfferThatCanBeMetIsAgreedOn(_ offer: String, line: String) async throws {
        try await Self.run { harness in
            let client = try await Client(harness, offer: offer)
            #expect(client.line == line)
        }
    }

    @Test func aMarkThatWasNotAgreedOnAndBytesThatAreNoneEndTheSocket() async throws {
        try await Self.run { harness in
            let codes: [(String, CloseCode?)] = [("none-at-all", .protocolError), ("permessage-deflate", nil)]
            for (offer, code) in codes {
                let client = try await Client(harness, offer: offer)
                guard case .frame = try await client.socket.receive() else { throw CancellationError() }
                let payload = ByteBuffer(bytes: [0xff, 0xff, 0xff])
                try await client.socket.send(frame: Frame(reserved: 4, opcode: FrameOpcode.text, payload: payload))
                #expect(try await client.socket.closing()?.code == code)
            }
        }
    }
}
