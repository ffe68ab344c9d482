// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

extension ByteConnection {
    /// Reads a request head; `nil` at the end of the stream.
    ///
    /// - Throws: `WireError` when it is no HTTP/1.1; what was read is put back then.
    func readRequestHead() async throws -> (RequestHead, BodyFraming)? {
        try await readHead { buffer throws(WireError) in try RequestHead.parse(&buffer, limits: .standard) }
    }

    func readResponseHead(to method: String) async throws -> (ResponseHead, BodyFraming)? {
        try await parseResponseHead(to: method)
    }

    /// Reads an answer's head from the next bytes.
    func parseResponseHead(to method: String) async throws -> (ResponseHead, BodyFraming)? {
        try await readHead { buffer throws(WireError) in
            try ResponseHead.parse(&buffer, requestMethod: method, limits: .standard)
        }
    }

    private func readHead<Head>(
        _ parse: (inout ByteBuffer) throws(WireError) -> (Head, BodyFraming)?
    ) async throws -> (Head, BodyFraming)? {
        var buffer = ByteBuffer()
        while true {
            guard var more = try await next() else {
                guard buffer.readableBytes == 0 else {
                    throw TransportError(.truncated, "The peer ended in the middle of a head.")
                }
                return nil
            }
            buffer.writeBuffer(&more)
            let untouched = buffer
            do {
                if let parsed = try parse(&buffer) {
                    putBack(buffer)
                    return parsed
                }
                buffer = untouched
            } catch {
                putBack(untouched)
                throw error
            }
        }
    }

    /// Sends a request head and a body that is framed already.
    func send(_ head: RequestHead, body: ByteBuffer) async throws {
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        buffer.writeImmutableBuffer(body)
        try await send(buffer)
    }

    /// Sends a response head and a body that is framed already.
    func send(_ head: ResponseHead, body: ByteBuffer) async throws {
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        buffer.writeImmutableBuffer(body)
        try await send(buffer)
    }

    /// Copies a body as it is on the wire, chunk sizes and trailers included, while it arrives.
    func copyBody(_ framing: BodyFraming, to sink: any ByteConnection) async throws {
        var tail = BodyTail(framing)
        while !tail.isFinished {
            guard var bytes = try await next() else {
                guard framing == .untilClose else {
                    throw TransportError(.truncated, "The peer ended in the middle of a body.")
                }
                return
            }
            let part = try tail.take(&bytes)
            putBack(bytes)
            try await sink.send(part)
        }
    }

    /// Reads a body to its end and forgets it.
    func discardBody(_ framing: BodyFraming) async throws {
        var tail = BodyTail(framing)
        while !tail.isFinished {
            guard var bytes = try await next() else { return }
            _ = try tail.take(&bytes)
            putBack(bytes)
        }
    }

    /// Reads a whole body, chunked coding removed.
    ///
    /// - Parameters:
    ///   - framing: How the body ends.
    ///   - continuing: Whether the peer waits for a 100 before it sends the body.
    /// - Returns: The content.
    /// - Throws: `WireError` for broken chunks, `TransportError` when the connection fails.
    func collectBody(_ framing: BodyFraming, continuing: Bool) async throws -> ByteBuffer {
        if continuing { try await send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")) }
        var reader = BodyReader(framing)
        var whole = ByteBuffer()
        var buffer = ByteBuffer()
        while true {
            while !reader.isFinished, var piece = try reader.read(&buffer) { whole.writeBuffer(&piece) }
            if reader.isFinished { break }
            guard var more = try await next() else {
                try reader.end()
                break
            }
            buffer.writeBuffer(&more)
        }
        putBack(buffer)
        return whole
    }
}

/// Follows a body to its end without changing a byte.
struct BodyTail {
    private let framing: BodyFraming
    private var left: Int
    private var chunks = ChunkScanner()

    init(_ framing: BodyFraming) {
        self.framing = framing
        if case .length(let length) = framing { left = length } else { left = 0 }
    }

    var isFinished: Bool {
        switch framing {
        case .none: true
        case .length: left == 0
        case .chunked: chunks.isFinished
        case .untilClose: false
        }
    }

    /// Takes out what belongs to the body.
    mutating func take(_ bytes: inout ByteBuffer) throws -> ByteBuffer {
        switch framing {
        case .none:
            return ByteBuffer()
        case .untilClose:
            return bytes.takeAll()
        case .length:
            let part = bytes.readSlice(length: min(left, bytes.readableBytes)) ?? ByteBuffer()
            left -= part.readableBytes
            return part
        case .chunked:
            let count = try bytes.withUnsafeReadableBytes { octets in
                try chunks.advance(octets) { _ in }
            }
            return bytes.readSlice(length: count) ?? ByteBuffer()
        }
    }
}
