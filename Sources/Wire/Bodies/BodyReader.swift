// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// Reads the payload of one body out of a stream of bytes.
///
/// - Source: RFC 9112 §6, §7, §8.
public struct BodyReader: Sendable {
    /// How the end of the body is found.
    public let framing: BodyFraming
    /// Whether the whole body was read.
    public private(set) var isFinished: Bool
    /// The trailer lines of a chunked body, complete when `isFinished`.
    public var trailers: HeaderList { chunks.trailers }

    private var remaining: Int
    private var chunks = ChunkScanner()

    /// Makes a reader for one body.
    public init(_ framing: BodyFraming) {
        self.framing = framing
        if case .length(let length) = framing { remaining = max(0, length) } else { remaining = 0 }
        switch framing {
        case .none: isFinished = true
        case .length: isFinished = remaining == 0
        case .chunked, .untilClose: isFinished = false
        }
    }

    /// Takes the bytes of this body from the buffer and gives their payload.
    ///
    /// - Shape: what follows the body stays in the buffer.
    /// - Returns: nil where the buffer held no payload.
    public mutating func read(_ buffer: inout ByteBuffer) throws(WireError) -> ByteBuffer? {
        guard !isFinished, buffer.readableBytes > 0 else { return nil }
        switch framing {
        case .none: return nil
        case .untilClose: return buffer.readSlice(length: buffer.readableBytes)
        case .length: return readCounted(&buffer)
        case .chunked: return try readChunks(&buffer)
        }
    }

    /// Says that the connection ended.
    ///
    /// - Throws: `WireError` with `.incompleteBody` where the framing promised more.
    public mutating func end() throws(WireError) {
        if framing == .untilClose { isFinished = true }
        guard isFinished else {
            throw WireError(.incompleteBody, "The connection ended before the body did.")
        }
    }

    private mutating func readCounted(_ buffer: inout ByteBuffer) -> ByteBuffer? {
        let taken = min(remaining, buffer.readableBytes)
        remaining -= taken
        isFinished = remaining == 0
        return buffer.readSlice(length: taken)
    }

    private mutating func readChunks(_ buffer: inout ByteBuffer) throws(WireError) -> ByteBuffer? {
        var ranges: [Range<Int>] = []
        let consumed = try buffer.scan { (bytes) throws(WireError) in
            try chunks.advance(bytes) { ranges.append($0) }
        }
        isFinished = chunks.isFinished
        let start = buffer.readerIndex
        defer { buffer.moveReaderIndex(forwardBy: consumed) }
        guard let first = ranges.first else { return nil }
        var payload = buffer.getSlice(at: start + first.lowerBound, length: first.count)
        for range in ranges.dropFirst() {
            guard let slice = buffer.getSlice(at: start + range.lowerBound, length: range.count) else { continue }
            payload?.writeImmutableBuffer(slice)
        }
        return payload
    }
}
