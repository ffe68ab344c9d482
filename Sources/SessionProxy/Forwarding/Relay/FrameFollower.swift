// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Follows the frames of one direction so that their boundaries are known; payloads of data frames are not touched.
///
/// - Shape: data passes as it came, mask and all; control frames are held until they are whole, since a close code
///   must be looked at and a pong may be the answer to a ping of ours. Header octets are held until they are complete,
///   so what was given out always ends inside a payload or at a boundary.
/// - Throws: `RelayViolation` for what RFC 6455 §5 forbids, with no extension agreed on, and for messages too large.
struct FrameFollower {
    /// What a piece of the stream turned into.
    enum Piece {
        /// Octets to pass on as they are.
        case data(ByteBuffer)
        /// A whole control frame: its octets as they came, and its payload in clear.
        case control(FrameOpcode, raw: ByteBuffer, payload: ByteBuffer)
    }

    /// Whether no piece is to go beyond the end of a frame, so that another may be put in there.
    var stopsAtBoundaries = false
    private let expectsMask: Bool
    private let messageLimit: UInt64
    private var input = ByteBuffer()
    private var payloadLeft: UInt64 = 0
    private var messageBytes: UInt64 = 0
    private var isInMessage = false
    /// Whether a data frame's octets were seen since the last `takeActivity`.
    private var sawData = false

    init(expectsMask: Bool, messageLimit: UInt64) {
        self.expectsMask = expectsMask
        self.messageLimit = messageLimit
    }

    /// Whether a frame may be put in after what was given out so far.
    var isAtBoundary: Bool { payloadLeft == 0 }

    mutating func takeActivity() -> Bool {
        defer { sawData = false }
        return sawData
    }

    mutating func receive(_ buffer: ByteBuffer) {
        if input.readableBytes == 0 { input = buffer } else { input.writeImmutableBuffer(buffer) }
    }

    /// The next piece; nil when more octets are needed.
    mutating func next() throws(RelayViolation) -> Piece? {
        guard input.readableBytes > 0 else { return nil }
        var passing = 0
        while true {
            let available = input.readableBytes - passing
            if payloadLeft > 0 {
                let count = Int(min(UInt64(available), payloadLeft))
                passing += count
                payloadLeft -= UInt64(count)
                if payloadLeft > 0 || stopsAtBoundaries { break }
                continue
            }
            do throws(RelayViolation) {
                guard let header = try header(at: passing) else { break }
                try check(header)
                if header.isControl {
                    if passing > 0 { break }
                    return control(header)
                }
                try count(header)
                passing += header.headerLength
                payloadLeft = header.payloadLength
                sawData = true
            } catch {
                // What stands before it is in order and passes; the next call comes upon it again.
                if passing > 0 { break }
                throw error
            }
        }
        guard passing > 0, let bytes = take(passing) else { return nil }
        return .data(bytes)
    }

    /// The first octets of the input, mostly all of them.
    private mutating func take(_ length: Int) -> ByteBuffer? {
        guard length == input.readableBytes else { return input.readSlice(length: length) }
        defer { input = ByteBuffer() }
        return input
    }

    private func header(at offset: Int) throws(RelayViolation) -> FrameHeader? {
        let result: Result<FrameHeader?, WireError> = input.withUnsafeReadableBytes { bytes in
            do throws(WireError) {
                return .success(try FrameHeader.parse(UnsafeRawBufferPointer(rebasing: bytes[offset...])))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let header): return header
        case .failure(let error): throw RelayViolation(code: .protocolError, reason: error.reason)
        }
    }

    private func check(_ header: FrameHeader) throws(RelayViolation) {
        if header.reserved != 0 {
            throw RelayViolation(code: .protocolError, reason: "A reserved bit is set and no extension was agreed on.")
        }
        guard header.kind != nil else { throw RelayViolation(code: .protocolError, reason: "An undefined opcode.") }
        if expectsMask != (header.maskKey != nil) {
            let reason = expectsMask ? "A frame from a client is not masked." : "A frame from a server is masked."
            throw RelayViolation(code: .protocolError, reason: reason)
        }
        guard !header.isControl else { return }
        if (header.kind == .continuation) != isInMessage {
            throw RelayViolation(code: .protocolError, reason: "Fragments are out of order.")
        }
    }

    private mutating func count(_ header: FrameHeader) throws(RelayViolation) {
        let (sum, isOver) = (isInMessage ? messageBytes : 0).addingReportingOverflow(header.payloadLength)
        guard !isOver, sum <= messageLimit else {
            throw RelayViolation(code: .tooBig, reason: "A message is larger than \(messageLimit) bytes.")
        }
        messageBytes = sum
        isInMessage = !header.fin
    }

    private mutating func control(_ header: FrameHeader) -> Piece? {
        let length = header.headerLength + Int(header.payloadLength)
        guard let kind = header.kind, input.readableBytes >= length, let raw = take(length) else { return nil }
        var payload = raw
        payload.moveReaderIndex(forwardBy: header.headerLength)
        if let key = header.maskKey { payload = Self.unmasked(payload, key) }
        return .control(kind, raw: raw, payload: payload)
    }

    private static func unmasked(_ payload: ByteBuffer, _ key: UInt32) -> ByteBuffer {
        var clear = ByteBuffer()
        for (index, octet) in payload.readableBytesView.enumerated() {
            clear.writeInteger(octet ^ UInt8(truncatingIfNeeded: key >> UInt32(24 - index % 4 * 8)))
        }
        return clear
    }
}
