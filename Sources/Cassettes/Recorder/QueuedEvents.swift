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
        case requestBody(ByteBuffer)
        case requestEnded(trailers: HeaderList)
        case interim(RowBuffer.Part)
        case answered(RowBuffer.Part, [HeadClue])
        case answerBody(ByteBuffer)
        case answerEnded(trailers: HeaderList)
        case frame(RecordedFrame)
        case socketEnded(RecordedSocketEnd)
        case ended(RecordedOutcome)
    }
}

/// Events that wait to be written, in their order.
///
/// - Shape: a head becomes columns while whoever reports it has it at hand, all one behind the other; so its many strings
///   are neither kept for another thread nor freed by it.
struct QueuedEvents {
    private(set) var list: [QueuedEvent] = []
    /// The columns of all heads.
    private(set) var columns = RowBuffer()
    /// About how many bytes it takes to keep all this.
    private(set) var weight = 0
    private let fields: SecretFields

    init(_ fields: SecretFields) {
        self.fields = fields
    }

    /// Adds an event at the end.
    mutating func append(_ event: RecordedEvent) {
        let before = columns.bytes.writerIndex
        let what = queued(event.what)
        weight += Self.leastWeight + columns.bytes.writerIndex - before + event.what.payloadBytes
        list.append(QueuedEvent(exchange: event.exchange, at: event.at, what: what))
    }

    /// Forgets all events and keeps the room, unless that is much.
    mutating func clear() {
        guard columns.bytes.capacity <= Self.mostRoom else { return self = QueuedEvents(fields) }
        list.removeAll(keepingCapacity: true)
        columns.clear()
        weight = 0
    }

    private mutating func queued(_ what: RecordedEvent.What) -> QueuedEvent.What {
        switch what {
        case .opened(let opening):
            .opened(connection: opening.connection, columns.part { $0.opening(opening) }, fields.clues(in: opening))
        case .requestBody(let bytes): .requestBody(bytes)
        case .requestEnded(let trailers): .requestEnded(trailers: trailers)
        case .interim(let head): .interim(columns.part { $0.interim(head) })
        case .answered(let head): .answered(columns.part { $0.answer(head) }, fields.clues(in: head))
        case .answerBody(let bytes): .answerBody(bytes)
        case .answerEnded(let trailers): .answerEnded(trailers: trailers)
        case .frame(let frame): .frame(frame)
        case .socketEnded(let end): .socketEnded(end)
        case .ended(let outcome): .ended(outcome)
        }
    }

    private static let leastWeight = 256
    private static let mostRoom = 1 << 20
}

extension RecordedEvent.What {
    /// How many bytes it holds beside a head.
    fileprivate var payloadBytes: Int {
        switch self {
        case .requestBody(let bytes), .answerBody(let bytes): bytes.readableBytes
        case .frame(let frame): frame.payload.readableBytes
        default: 0
        }
    }
}
