// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Numbers the frames of both sides and remembers the first close among them.
struct FrameLog {
    private var counts = BothSides(0)
    private(set) var firstClose: (side: LinkSide, payload: ByteBuffer)?

    /// Takes one whole frame from the front of what this side sent; nil while it is incomplete.
    mutating func read(_ buffer: inout ByteBuffer, _ side: LinkSide) throws(WireError) -> LinkFrame? {
        guard let frame = try Frame.parse(&buffer, limit: FrameRelay.payloadLimit) else { return nil }
        counts[side] += 1
        if frame.kind == .close, firstClose == nil { firstClose = (side, frame.payload.copied()) }
        return LinkFrame(side: side, number: counts[side], after: counts[side.other], frame: frame)
    }
}

/// One value for each side of a link.
struct BothSides<Value> {
    private var client: Value
    private var server: Value

    init(_ value: Value) {
        client = value
        server = value
    }

    subscript(side: LinkSide) -> Value {
        get { side == .client ? client : server }
        set { if side == .client { client = newValue } else { server = newValue } }
    }

    /// Puts a value in the place of another, which it gives.
    mutating func exchange(_ side: LinkSide, with new: consuming Value) -> Value {
        if side == .client { swap(&client, &new) } else { swap(&server, &new) }
        return new
    }
}

extension ByteBuffer {
    /// The bytes in storage of their own: a connection fills the storage of what it gave anew, and would first have to
    /// copy all of it if a part were kept.
    func copied() -> ByteBuffer {
        var copy = ByteBufferAllocator().buffer(capacity: readableBytes)
        copy.writeImmutableBuffer(self)
        return copy
    }

    /// Adds bytes at the end.
    mutating func append(_ bytes: ByteBuffer) {
        discardReadBytes()
        writeImmutableBuffer(bytes)
    }
}
