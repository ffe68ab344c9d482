// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import NIOCore

/// A body that is arriving, with what of it is in the file already.
struct BodyInFlight {
    /// One piece as it came.
    struct Piece {
        var at: Int64
        var size: Int
    }

    /// Bytes that are not in the file yet.
    private(set) var pending = ByteBuffer()
    /// Whether those bytes lie among others, which are not to be kept for them.
    private var isLent = false
    /// Pieces that are not in the file yet.
    private(set) var pieces: [Piece] = []
    /// How many pieces are in the file.
    var storedPieces = 0
    /// The row of a body that went to the file before it was whole, or of the whole body.
    var id: Int64?
    /// How many blocks are in the file.
    var blocks = 0
    /// How many bytes are in the file.
    private(set) var storedBytes = 0
    /// What was stored in parts so far, as far as its hash goes.
    private var hash: SHA256?
    /// Whether all of it came.
    var isWhole = false
    /// Whether its last bytes are in the file.
    var isStored = false

    /// Whether so much of it waits that it goes to the file before it is whole.
    var isLarge: Bool { pending.readableBytes >= BodyStore.blockBytes }

    /// How many pieces came.
    var count: Int { storedPieces + pieces.count }

    /// Takes a piece; `lender` holds it where it is lent.
    mutating func append(_ piece: QueuedEvent.Piece, _ lender: borrowing RowBuffer, at: Int64) {
        switch piece {
        case .lent(let range): append(lender.slice(range), isLent: true, at: at)
        case .own(let bytes): append(bytes, isLent: false, at: at)
        }
    }

    /// Keeps what was lent.
    mutating func keep() {
        if isLent { pending = ByteBuffer(bytes: pending.readableBytesView) }
        isLent = false
    }

    private mutating func append(_ bytes: ByteBuffer, isLent: Bool, at: Int64) {
        guard bytes.readableBytes > 0 else { return }
        pieces.append(Piece(at: at, size: bytes.readableBytes))
        if pending.readableBytes == 0 {
            pending = bytes
            self.isLent = isLent
        } else {
            // What shares its storage gets one of its own with that.
            pending.writeImmutableBuffer(bytes)
            self.isLent = false
        }
    }

    /// Takes out all bytes but the last ones that have to wait for what follows them.
    mutating func take(holding count: Int) -> ByteBuffer {
        let taken = pending.readSlice(length: pending.readableBytes - count) ?? ByteBuffer()
        if count == 0 { pending = ByteBuffer() } else { pending.discardReadBytes() }
        return taken
    }

    /// Takes notice of a part that went to the file.
    mutating func noteStored(_ content: ByteBuffer) {
        var hash = self.hash.take() ?? SHA256()
        content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        self.hash = hash
        storedBytes += content.readableBytes
    }

    /// The hash of all that was stored in parts.
    func digest() -> SHA256Digest { (hash ?? SHA256()).finalize() }

    /// Forgets the pieces, which are in the file now.
    mutating func markPiecesStored() {
        storedPieces += pieces.count
        pieces.removeAll()
    }
}
