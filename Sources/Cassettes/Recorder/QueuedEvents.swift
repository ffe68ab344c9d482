// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// An event that waits to be written.
struct QueuedEvent {
    var exchange: Int
    var at: Int64
    var what: What

    /// The same as ``RecordedEvent/What``, with heads as columns and with what they tell.
    enum What {
        case opened(connection: Int, RowBuffer.Part, [HeadClue])
        case requestBody(Piece)
        case requestEnded(trailers: HeaderList)
        case interim(RowBuffer.Part)
        case answered(RowBuffer.Part, [HeadClue])
        case answerBody(Piece)
        case answerEnded(trailers: HeaderList)
        case frame(RecordedFrame)
        case socketEnded(RecordedSocketEnd)
        case ended(RecordedOutcome)
    }

    /// A piece of a body.
    enum Piece {
        /// It lies there in what all events share.
        case lent(Range<Int>)
        case own(ByteBuffer)
    }
}

/// Events that wait to be written, in their order.
///
/// - Shape: heads become columns while whoever reports them has them at hand, and small pieces of bodies are laid beside
///   them, all one behind the other; so what was read on one thread is neither kept for another nor freed by it.
public struct QueuedEvents: Sendable {
    private(set) var list: [QueuedEvent] = []
    /// The columns of all heads, and the small pieces of all bodies.
    private(set) var lender = RowBuffer()
    /// About how many bytes it takes to keep all this.
    private(set) var weight = 0
    private let fields: SecretFields

    init(_ fields: SecretFields) {
        self.fields = fields
    }

    /// Adds an event at the end.
    public mutating func append(_ event: RecordedEvent) {
        let before = lender.bytes.writerIndex
        list.append(QueuedEvent(exchange: event.exchange, at: event.at, what: queued(event.what)))
        weight += Self.leastWeight + lender.bytes.writerIndex - before
    }

    /// Forgets all events and keeps the room, unless that is much.
    mutating func clear() {
        guard weight <= Self.mostKept else { return self = QueuedEvents(fields) }
        list.removeAll(keepingCapacity: true)
        lender.clear()
        weight = 0
    }

    private mutating func queued(_ what: RecordedEvent.What) -> QueuedEvent.What {
        switch what {
        case .opened(let opening):
            .opened(connection: opening.connection, lender.part { $0.opening(opening) }, fields.clues(in: opening))
        case .requestBody(let bytes): .requestBody(piece(bytes))
        case .requestEnded(let trailers): .requestEnded(trailers: trailers)
        case .interim(let head): .interim(lender.part { $0.interim(head) })
        case .answered(let head): .answered(lender.part { $0.answer(head) }, fields.clues(in: head))
        case .answerBody(let bytes): .answerBody(piece(bytes))
        case .answerEnded(let trailers): .answerEnded(trailers: trailers)
        case .frame(let frame): .frame(own(frame))
        case .socketEnded(let end): .socketEnded(end)
        case .ended(let outcome): .ended(outcome)
        }
    }

    private mutating func piece(_ bytes: ByteBuffer) -> QueuedEvent.Piece {
        bytes.readableBytes <= Self.mostLaid ? .lent(lender.lay(bytes)) : .own(own(bytes))
    }

    private mutating func own(_ frame: RecordedFrame) -> RecordedFrame {
        var copy = frame
        copy.payload = own(frame.payload)
        return copy
    }

    private mutating func own(_ bytes: ByteBuffer) -> ByteBuffer {
        weight += bytes.readableBytes
        return ByteBuffer(bytes: bytes.readableBytesView)
    }

    private static let leastWeight = 256
    /// The room of events that weigh more than this is given back.
    private static let mostKept = 8 << 20
    /// A larger piece has a storage of its own.
    private static let mostLaid = 8 * 1024
}
