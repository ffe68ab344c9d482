// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
public import Links
import NIOCore
import Wire

/// Tells a cassette's recorder what passes on a link to a tenant.
public final class LinkRecorder: LinkTap {
    private let recorder: CassetteRecorder

    /// Makes a tap for a link to a tenant.
    public init(_ recorder: CassetteRecorder) {
        self.recorder = recorder
    }

    /// The number that the cassette knows the exchange by.
    public func nextExchange() -> Int { recorder.nextExchange() }

    /// Queues the events; a full queue is waited for in ``ready()``.
    public func observe(_ events: [LinkEvent]) -> Bool {
        let now = recorder.now
        return recorder.offer { queue in
            for event in events {
                if case .ended(let ending) = event.passage, let end = RecordedSocketEnd(ending) {
                    queue.append(RecordedEvent(exchange: event.exchange, at: now, .socketEnded(end)))
                }
                queue.append(RecordedEvent(exchange: event.exchange, at: now, event.recorded))
            }
        }
    }

    /// Returns once the recorder's queue has room.
    public func ready() async {
        await recorder.room()
    }
}

extension LinkEvent {
    /// The event as a cassette takes it.
    fileprivate var recorded: RecordedEvent.What {
        switch passage {
        case .request(let head):
            // The tenant answers as whom it is asked for, so the links in its answers are to that.
            .opened(
                RecordedOpening(connection: connection, authority: head.headers.first("Host") ?? "", head: head))
        case .requestBody(let bytes): .requestBody(bytes)
        case .requestEnded(let trailers): .requestEnded(trailers: trailers)
        case .interim(let head): .interim(head)
        case .answer(let head): .answered(head)
        case .answerBody(let bytes): .answerBody(bytes)
        case .answerEnded(let trailers): .answerEnded(trailers: trailers)
        case .frame(let frame): .frame(RecordedFrame(frame))
        case .ended(let ending): .ended(RecordedOutcome(ending))
        }
    }
}

extension RecordedSide {
    init(_ side: LinkSide) { self = side == .client ? .client : .server }
}

extension RecordedFrame {
    init(_ frame: LinkFrame) {
        self.init(
            side: RecordedSide(frame.side), opcode: frame.frame.opcode, fin: frame.frame.fin,
            reserved: frame.frame.reserved, payload: frame.frame.payload, after: frame.after)
    }
}

extension RecordedOutcome {
    init(_ ending: LinkEnding) {
        switch ending {
        case .complete, .closed: self = .complete
        case .left(.client, _), .dropped(.client, _): self = .clientLeft
        case .left(.server, let isReset), .dropped(.server, let isReset): self = isReset ? .serverReset : .serverLeft
        case .unreadable: self = .malformed
        }
    }
}

extension RecordedSocketEnd {
    /// How a socket ended; nil where none did, or where that is not known.
    init?(_ ending: LinkEnding) {
        switch ending {
        case .closed(let side, let payload):
            self.init(side, closeFrame: payload)
        case .dropped(let side, let isReset):
            self.init(by: RecordedSide(side), hadCloseFrame: false, wasReset: isReset)
        case .complete, .left, .unreadable:
            return nil
        }
    }

    /// A code that may not travel, or a reason that is no text, is kept as far as it can be told.
    private init(_ side: LinkSide, closeFrame: ByteBuffer) {
        var payload = closeFrame
        let code = payload.readInteger(as: UInt16.self)
        self.init(
            by: RecordedSide(side), hadCloseFrame: true, code: code,
            reason: code == nil ? "" : String(buffer: payload))
    }
}
