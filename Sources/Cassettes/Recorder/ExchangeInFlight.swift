// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// An exchange that has not ended, as far as it is known.
final class ExchangeInFlight {
    let id: Int64
    /// The number of the connection on which it came.
    let connection: Int
    /// What its row says of the request's head.
    private(set) var opening: RowPart
    let startedAt: Int64
    /// The number of the user who sent it.
    let user: Int?
    var requestEndedAt: Int64?
    var answeredAt: Int64?
    var endedAt: Int64?
    var outcome: RecordedOutcome?
    var request = BodyInFlight()
    var response = BodyInFlight()
    var requestTrailers: HeaderList = [:]
    var responseTrailers: HeaderList = [:]
    /// What its row says of the answer's head.
    var answer: RowPart?
    var interims = 0
    var frames = FramesInFlight()
    /// Whether the writer has it on its list of those that went on.
    var isTouched = false
    /// Whether the row in the file says what is known.
    var isStored = false
    /// Whether a row is in the file at all.
    var hasRow = false

    /// Begins with what the first event says.
    init(id: Int64, connection: Int, opening: RowPart, startedAt: Int64, user: Int?) {
        self.id = id
        self.connection = connection
        self.opening = opening
        self.startedAt = startedAt
        self.user = user
    }

    /// Keeps what was lent.
    func keep(_ lender: borrowing RowBuffer) {
        opening = opening.alone(lender)
        if let answer { self.answer = answer.alone(lender) }
        request.keep()
        response.keep()
    }
}

/// The frames of a socket: how many there were, and the fragments whose message has not ended.
struct FramesInFlight {
    /// A frame and its place among the frames of its socket.
    struct Placed {
        var position: Int
        var at: Int64
        var frame: RecordedFrame
    }

    private var count = 0
    private var client: [Placed] = []
    private var server: [Placed] = []
    /// Whether frames wait for the end of their message.
    var isHolding: Bool { !client.isEmpty || !server.isEmpty }
    /// How many bytes wait for the end of their message.
    private(set) var heldBytes = 0

    /// Takes a frame.
    ///
    /// - Returns: the frames that may be stored now, which are one control frame, or all fragments of one message.
    mutating func append(_ frame: RecordedFrame, at: Int64) -> [Placed] {
        count += 1
        let placed = Placed(position: count, at: at, frame: frame)
        guard frame.opcode < 8 else { return [placed] }
        let isHeld = frame.side == .client ? !client.isEmpty : !server.isEmpty
        guard isHeld || !frame.fin else { return [placed] }
        if frame.side == .client { client.append(placed) } else { server.append(placed) }
        heldBytes += frame.payload.readableBytes
        return frame.fin || heldBytes > Self.mostHeld ? release(frame.side) : []
    }

    /// Gives the fragments of messages that never ended.
    mutating func releaseAll() -> [[Placed]] {
        [release(.client), release(.server)].filter { !$0.isEmpty }
    }

    private mutating func release(_ side: RecordedSide) -> [Placed] {
        let frames = side == .client ? client : server
        if side == .client { client = [] } else { server = [] }
        heldBytes -= frames.reduce(0) { $0 + $1.frame.payload.readableBytes }
        return frames
    }

    /// Fragments beyond this are stored before their message has ended.
    private static let mostHeld = 16 << 20
}
