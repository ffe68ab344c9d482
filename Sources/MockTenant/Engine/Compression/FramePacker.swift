// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Deflate
import NIOCore
import Wire

/// Compresses the frames of messages on their way out; control frames pass.
///
/// - Shape: the first frame of a message has RSV1; the last one lacks the four octets that end a flushed block.
/// - Source: RFC 7692 §6, §7.2.1.
struct FramePacker {
    /// RSV1, as `Frame.reserved` has it.
    static let mark: UInt8 = 4
    /// What a flushed block ends in, and a compressed message does not.
    static let tail: [UInt8] = [0, 0, 0xff, 0xff]

    private let deflater: Deflater
    private let forgets: Bool

    init(_ agreement: PerMessageDeflate) throws(DeflateError) {
        deflater = try Deflater(.bare(windowBits: agreement.serverWindowBits ?? 15))
        forgets = agreement.serverForgets
    }

    func pack(_ frame: Frame) -> Frame {
        guard let kind = frame.kind, !kind.isControl else { return frame }
        var packed = frame
        var bytes = deflater.compress(Array(frame.payload.readableBytesView))
        if frame.fin {
            bytes.removeLast(Self.tail.count)
            if forgets { deflater.forget() }
        }
        packed.payload = ByteBuffer(bytes: bytes)
        if kind != .continuation { packed.reserved = Self.mark }
        return packed
    }
}

/// Decompresses the frames of messages on their way in, each by itself, so that the witness can read them.
///
/// - Source: RFC 7692 §6.2, §7.2.2: a message without RSV1 is not compressed.
struct FrameUnpacker {
    private let inflater: Inflater
    private let forgets: Bool
    private var isPacked = false
    private static let longestFrame = MessageAssembler().limit

    init(_ agreement: PerMessageDeflate) throws(DeflateError) {
        inflater = try Inflater(.bare(windowBits: 15))
        forgets = agreement.clientForgets
    }

    /// The frame as it was before it was compressed; one that breaks the rules keeps its mark and is refused as such.
    ///
    /// - Throws: `DeflateError` with `.badContent`.
    mutating func unpack(_ frame: Frame) throws(DeflateError) -> Frame {
        guard let kind = frame.kind, !kind.isControl else { return frame }
        if kind != .continuation { isPacked = frame.reserved == FramePacker.mark }
        guard isPacked, kind != .continuation || frame.reserved == 0 else { return frame }
        let bytes = Array(frame.payload.readableBytesView) + (frame.fin ? FramePacker.tail : [])
        let (content, isSound) = inflater.decompress(bytes, limit: Self.longestFrame)
        guard isSound else { throw DeflateError(.badContent, "A compressed message cannot be read") }
        if frame.fin, forgets { inflater.forget() }
        var plain = frame
        plain.reserved = 0
        plain.payload = ByteBuffer(bytes: content)
        return plain
    }
}
