// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Follows chunked coding without decoding it: tells where payload lies and where the body ends.
///
/// - Shape: blanks in the size line are refused, and extensions must keep to their grammar.
/// - Source: RFC 9112 §7.1.
public struct ChunkScanner: Sendable {
    /// Whether the final line end of the trailer section was seen.
    public private(set) var isFinished = false
    /// The trailer lines, complete when `isFinished`.
    public var trailers: HeaderList { trailer.fields }

    private enum State: Sendable {
        case sizeStart, size, extensions, sizeLineFeed, data, dataReturn, dataLineFeed, trailer
    }

    /// The most bytes of one size line's extensions.
    static let longestExtension = 1024

    private var state = State.sizeStart
    private var remaining = 0
    private var extensions = ChunkExtensions()
    private var trailer = TrailerReader()

    /// Makes a scanner at the start of a body.
    public init() {}

    /// Goes on with the next bytes.
    ///
    /// - Returns: how many bytes belong to this body; fewer than given only once it is finished.
    /// - Throws: `WireError` with `.badChunk` and its like; the scanner is of no use afterwards.
    public mutating func advance(
        _ bytes: UnsafeRawBufferPointer, onPayload: (Range<Int>) -> Void
    ) throws(WireError) -> Int {
        var index = 0
        while index < bytes.count && !isFinished {
            if state == .data {
                let taken = min(remaining, bytes.count - index)
                onPayload(index..<(index + taken))
                index += taken
                remaining -= taken
                if remaining == 0 { state = .dataReturn }
            } else {
                try step(bytes[index], at: index)
                index += 1
            }
        }
        return index
    }

    private mutating func step(_ octet: UInt8, at index: Int) throws(WireError) {
        switch state {
        case .sizeStart, .size: try stepSize(octet, at: index)
        case .extensions:
            guard try extensions.step(octet, at: index) else { return }
            state = .sizeLineFeed
        case .sizeLineFeed:
            try expect(ASCII.lineFeed, octet, at: index)
            state = remaining == 0 ? .trailer : .data
        case .data: break
        case .dataReturn:
            try expect(ASCII.carriageReturn, octet, at: index)
            state = .dataLineFeed
        case .dataLineFeed:
            try expect(ASCII.lineFeed, octet, at: index)
            state = .sizeStart
        case .trailer:
            isFinished = try trailer.step(octet, at: index)
        }
    }

    private mutating func stepSize(_ octet: UInt8, at index: Int) throws(WireError) {
        if let digit = ASCII.hexValue(octet) {
            guard remaining <= Int.max >> 4 else {
                throw WireError(.chunkTooLarge, "A chunk size that no number holds.", offset: index)
            }
            remaining = remaining << 4 | Int(digit)
            state = .size
            return
        }
        guard state == .size else { throw fault("A chunk size does not begin with a digit.", octet, at: index) }
        switch octet {
        case ASCII.carriageReturn: state = .sizeLineFeed
        case ASCII.semicolon:
            extensions = ChunkExtensions()
            state = .extensions
        default: throw fault("Neither an extension nor a line end follows a chunk size.", octet, at: index)
        }
    }

    private func expect(_ wanted: UInt8, _ octet: UInt8, at index: Int) throws(WireError) {
        guard octet == wanted else { throw fault("A line end is missing in chunked coding.", octet, at: index) }
    }

    private func fault(_ reason: String, _ octet: UInt8, at index: Int) -> WireError {
        octet == ASCII.lineFeed && state != .data
            ? FieldLine.controlFault(octet, at: index) : WireError(.badChunk, reason, offset: index)
    }
}
