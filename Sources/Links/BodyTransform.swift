// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Wire

/// Alters a body while it streams, in bounded memory; one for each body.
public protocol BodyTransform: Sendable {
    /// Takes the next bytes of the body and returns those that may go on; a few may be held back.
    mutating func pass(_ bytes: ByteBuffer) -> ByteBuffer

    /// Returns what was held back, at the body's end.
    mutating func finish() -> ByteBuffer
}

extension ByteConnection {
    /// Copies a body while it arrives: as it is, or through a transform and in chunks, which the head has said by then.
    func copyBody(
        _ framing: BodyFraming, to sink: any ByteConnection, through transform: (any BodyTransform)?
    ) async throws {
        guard var transform else { return try await copyBody(framing, to: sink) }
        var reader = BodyReader(framing)
        var inbound = ByteBuffer()
        while !reader.isFinished {
            var outbound = ByteBuffer()
            if let more = try await next() {
                inbound.append(more)
                while !reader.isFinished, let piece = try reader.read(&inbound) {
                    outbound.writeChunk(transform.pass(piece))
                }
            } else {
                try reader.end()
            }
            if reader.isFinished { outbound.writeLastChunk(transform.finish(), trailers: reader.trailers) }
            if outbound.readableBytes > 0 { try await sink.send(outbound) }
        }
        putBack(inbound)
    }
}

extension HeaderList {
    /// Makes the lines fit a body of unknown length.
    mutating func reframeChunked() {
        removeAll("Content-Length")
        set("Transfer-Encoding", "chunked")
    }
}

extension ByteBuffer {
    /// - Source: RFC 9112 §7.1; a chunk of no bytes would be the last.
    fileprivate mutating func writeChunk(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        writeString(String(bytes.readableBytes, radix: 16) + "\r\n")
        writeImmutableBuffer(bytes)
        writeStaticString("\r\n")
    }

    fileprivate mutating func writeLastChunk(_ bytes: ByteBuffer, trailers: HeaderList) {
        writeChunk(bytes)
        writeStaticString("0\r\n")
        trailers.write(into: &self)
    }
}
