// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Reads what both sides of one connection say to each other, as HTTP/1.1 and, after an upgrade, as WebSocket frames.
///
/// - Shape: bytes and ends in, passages out; no socket, no clock. What cannot be read ends the reading, never the
///   connection.
/// - Source: RFC 9112 §9.3.2 (answers come in the order of the requests); RFC 6455 §5.
struct Conversation {
    typealias Emit = (_ exchange: Int, LinkEvent.Passage) -> Void

    /// An exchange that has begun and not ended.
    private struct Exchange {
        let number: Int
        let request: RequestHead
        var isRequestWhole = false
        var isAnswerWhole = false
    }

    /// An answer's head as it was read.
    struct LatestAnswer {
        let head: ResponseHead
        let framing: BodyFraming
        /// What followed it.
        let rest: ByteBuffer
    }

    private enum Mode { case messages, frames, silent }

    private var mode = Mode.messages
    /// What was not read yet of what each side sent.
    private var inbound = BothSides(ByteBuffer())
    private var requestBody: BodyReader?
    private var answerBody: BodyReader?
    private var open: [Exchange] = []
    private var frames = FrameLog()
    private var firstEnd: (side: LinkSide, isReset: Bool)?
    private let tap: any LinkTap
    /// The first in the server's latest bytes.
    private(set) var latestAnswer: LatestAnswer?

    /// Begins; the tap gives each exchange its number.
    init(tap: any LinkTap) {
        self.tap = tap
    }

    /// Goes on with the next bytes of one side.
    mutating func read(_ bytes: ByteBuffer, from side: LinkSide, _ emit: Emit) {
        latestAnswer = nil
        guard mode != .silent else { return }
        do throws(WireError) {
            try advance(side, with: bytes, emit)
            // What the client sent after asking for an upgrade waited for the answer.
            if side == .server { try advance(.client, with: nil, emit) }
        } catch {
            end(.unreadable(side, reason: error.reason), emit)
        }
    }

    /// Takes notice that a side has ended its half; a reset ends both.
    mutating func note(_ side: LinkSide, isReset: Bool = false, _ emit: Emit) {
        if firstEnd == nil { firstEnd = (side, isReset) }
        guard side == .server, answerBody?.framing == .untilClose, !isReset else { return }
        finishAnswer(trailers: HeaderList(), emit)
    }

    /// Takes notice that the connection is over, ended by this side unless the other was first.
    mutating func end(by side: LinkSide, isReset: Bool, _ emit: Emit) {
        let first = firstEnd ?? (side, isReset)
        if let close = frames.firstClose { return end(.closed(by: close.side, payload: close.payload), emit) }
        let isSocket = mode == .frames
        end(isSocket ? .dropped(first.side, isReset: first.isReset) : .left(first.side, isReset: first.isReset), emit)
    }

    private mutating func end(_ ending: LinkEnding, _ emit: Emit) {
        mode = .silent
        for exchange in open { emit(exchange.number, .ended(exchange.isAnswerWhole ? .complete : ending)) }
        open = []
        inbound = BothSides(ByteBuffer())
    }

    // MARK: Reading

    /// Reads what is left of a side's bytes, and more of them; what is left then is kept, and copied if it is lent.
    private mutating func advance(_ side: LinkSide, with more: ByteBuffer?, _ emit: Emit) throws(WireError) {
        var buffer = inbound.exchange(side, with: ByteBuffer())
        let isLent = more != nil && buffer.readableBytes == 0
        if let more {
            if isLent { buffer = more } else { buffer.append(more) }
        }
        try advance(side, &buffer, emit)
        guard buffer.readableBytes > 0 else { return }
        inbound[side] = isLent ? buffer.copied() : buffer
    }

    private mutating func advance(_ side: LinkSide, _ buffer: inout ByteBuffer, _ emit: Emit) throws(WireError) {
        while buffer.readableBytes > 0 {
            let before = buffer.readableBytes
            switch (mode, side) {
            case (.silent, _): return
            case (.frames, _): try readFrame(&buffer, side, emit)
            case (.messages, .client): try readRequest(&buffer, emit)
            case (.messages, .server): try readAnswer(&buffer, emit)
            }
            if buffer.readableBytes == before { return }
        }
    }

    private mutating func readFrame(
        _ buffer: inout ByteBuffer, _ side: LinkSide, _ emit: Emit
    ) throws(WireError) {
        guard let frame = try frames.read(&buffer, side), let exchange = open.first else { return }
        emit(exchange.number, .frame(frame))
    }

    private mutating func readRequest(_ buffer: inout ByteBuffer, _ emit: Emit) throws(WireError) {
        if requestBody != nil { return try readRequestBody(&buffer, emit) }
        // Until the answer to an upgrade is known, what follows may be a request or a frame.
        if let last = open.last, last.request.asksForUpgrade, !last.isAnswerWhole { return }
        guard let (head, framing) = try RequestHead.parse(&buffer) else { return }
        let number = tap.nextExchange()
        open.append(Exchange(number: number, request: head))
        emit(number, .request(head))
        guard framing != .none else { return finishRequest(trailers: HeaderList(), emit) }
        requestBody = BodyReader(framing)
        if requestBody?.isFinished == true { finishRequest(trailers: HeaderList(), emit) }
    }

    private mutating func readRequestBody(_ buffer: inout ByteBuffer, _ emit: Emit) throws(WireError) {
        guard let number = open.indices.last.map({ open[$0].number }) else { return }
        if let piece = try requestBody?.read(&buffer) { emit(number, .requestBody(piece)) }
        if let body = requestBody, body.isFinished { finishRequest(trailers: body.trailers, emit) }
    }

    private mutating func readAnswer(_ buffer: inout ByteBuffer, _ emit: Emit) throws(WireError) {
        guard let index = answered else {
            throw WireError(.badStartLine, "The server answers what nobody asked.")
        }
        if answerBody != nil { return try readAnswerBody(&buffer, emit) }
        guard let (head, framing) = try ResponseHead.parse(&buffer, requestMethod: open[index].request.method)
        else { return }
        let number = open[index].number
        if latestAnswer == nil { latestAnswer = LatestAnswer(head: head, framing: framing, rest: buffer) }
        if head.isInterim { return emit(number, .interim(head)) }
        emit(number, .answer(head))
        guard head.status != 101 else { return mode = .frames }
        guard framing != .none else { return finishAnswer(trailers: HeaderList(), emit) }
        answerBody = BodyReader(framing)
        if answerBody?.isFinished == true { finishAnswer(trailers: HeaderList(), emit) }
    }

    private mutating func readAnswerBody(_ buffer: inout ByteBuffer, _ emit: Emit) throws(WireError) {
        guard let number = answered.map({ open[$0].number }) else { return }
        if let piece = try answerBody?.read(&buffer) { emit(number, .answerBody(piece)) }
        if let body = answerBody, body.isFinished { finishAnswer(trailers: body.trailers, emit) }
    }

    /// The place of the exchange that the next answer belongs to.
    private var answered: Int? {
        open.indices.first { !open[$0].isAnswerWhole }
    }

    // MARK: Ends of messages

    private mutating func finishRequest(trailers: HeaderList, _ emit: Emit) {
        requestBody = nil
        guard let index = open.indices.last else { return }
        open[index].isRequestWhole = true
        emit(open[index].number, .requestEnded(trailers: trailers))
        close(index, emit)
    }

    private mutating func finishAnswer(trailers: HeaderList, _ emit: Emit) {
        answerBody = nil
        guard let index = answered else { return }
        open[index].isAnswerWhole = true
        emit(open[index].number, .answerEnded(trailers: trailers))
        close(index, emit)
    }

    private mutating func close(_ index: Int, _ emit: Emit) {
        guard open[index].isRequestWhole, open[index].isAnswerWhole else { return }
        emit(open.remove(at: index).number, .ended(.complete))
    }
}
