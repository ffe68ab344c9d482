// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// Relays WebSocket frames both ways through a behaviour.
struct FrameRelay: Sendable {
    let client: any ByteConnection
    let server: any ByteConnection
    let onFrame: LinkBehaviour.OnFrame
    let context: LinkContext
    private let random = RandomSource.system
    private let ending = SessionEnding()

    init(
        client: any ByteConnection, server: any ByteConnection, onFrame: @escaping LinkBehaviour.OnFrame,
        context: LinkContext
    ) {
        self.client = client
        self.server = server
        self.onFrame = onFrame
        self.context = context
    }

    /// Payloads larger than this end the relay; a behaviour has to have the whole frame.
    static let payloadLimit = 64 * 1024 * 1024

    /// Relays until both ways have ended.
    func run() async {
        async let up: Void = pump(from: client, to: server, .toServer)
        async let down: Void = pump(from: server, to: client, .toClient)
        _ = await (up, down)
        await server.close()
        await client.close()
    }

    private func pump(from source: any ByteConnection, to sink: any ByteConnection, _ direction: LinkDirection) async {
        do {
            var buffer = ByteBuffer()
            while var bytes = try await source.next() {
                buffer.discardReadBytes()
                buffer.writeBuffer(&bytes)
                while let frame = try Frame.parse(&buffer, limit: Self.payloadLimit) {
                    try await send(await onFrame(direction, frame, context), to: sink, direction)
                }
            }
            guard !ending.hasBegun else { return }
            try await sink.sendEOF()
        } catch let error as TransportError where error.code == .connectionReset {
            guard ending.begin() else { return }
            await sink.reset()
            await source.reset()
        } catch {
            guard ending.begin() else { return }
            await sink.close()
            await source.close()
        }
    }

    private func send(_ frames: [Frame], to sink: any ByteConnection, _ direction: LinkDirection) async throws {
        guard !frames.isEmpty else { return }
        var buffer = ByteBuffer()
        for frame in frames {
            frame.write(into: &buffer, maskKey: direction == .toServer ? maskKey() : nil)
        }
        try await sink.send(buffer)
    }

    /// A fresh mask for each frame bound for the server (RFC 6455 §5.3).
    private func maskKey() -> UInt32 {
        random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
