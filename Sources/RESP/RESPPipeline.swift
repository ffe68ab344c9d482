// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Commands that travel together, and who waits for their answers.
struct RESPCall: Sendable {
    let commands: [RESPCommand]
    let answers: EventLoopPromise<[RESPValue]>
}

/// Pairs answers with commands by their order, which is all that the protocol offers.
///
/// ```
/// call A ─┐                        ┌─▶ answers of A
/// call B ─┼─▶ bytes of A, B, C ─▶ server ─▶ answers in the same order
/// call C ─┘                        └─▶ answers of B, C
/// ```
/// - Shape: a call is entered and written in one step on the event loop, so that the two orders cannot differ; a caller
///   who gives up leaves its place in the line. What makes the pairing doubtful ends the connection: a late answer, an
///   answer too many, octets that are no RESP (CONC-03).
/// - Source: redis.io "Redis pipelining".
final class RESPPipeline: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = RESPCall
    typealias OutboundOut = ByteBuffer

    private struct Waiting {
        let count: Int
        let answers: EventLoopPromise<[RESPValue]>
        let deadline: NIODeadline
        var gathered: [RESPValue] = []
    }

    private let decoder = RESPDecoder()
    private let patience: TimeAmount
    private let limit: Int
    private let onEvent: (@Sendable (RESPChannelEvent) -> Void)?
    private var received = ByteBuffer()
    private var line = CircularBuffer<Waiting>()
    private var timer: Scheduled<Void>?
    private var isFlushDue = false
    private var failure: RESPError?
    private let life: RESPConnectionLife

    /// - Parameters:
    ///   - patience: how long an answer may take.
    ///   - limit: how many calls may wait at once.
    ///   - life: is told of the end before anybody whose call fails by it.
    ///   - onEvent: takes the messages of channels, which come without having been asked for; nil where none may.
    init(
        patience: TimeAmount, limit: Int, life: RESPConnectionLife,
        onEvent: (@Sendable (RESPChannelEvent) -> Void)?
    ) {
        self.patience = patience
        self.limit = limit
        self.life = life
        self.onEvent = onEvent
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        let refusal = line.count < limit ? failure : RESPError(.overloaded, "\(limit) calls wait already.")
        if let refusal {
            call.answers.fail(refusal)
            promise?.fail(refusal)
            return
        }
        var bytes = context.channel.allocator.buffer(capacity: 256)
        for command in call.commands { command.write(into: &bytes) }
        line.append(
            Waiting(count: call.commands.count, answers: call.answers, deadline: context.eventLoop.now + patience))
        if timer == nil { setTimer(context) }
        context.write(wrapOutboundOut(bytes), promise: promise)
        flushSoon(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        do throws(RESPError) {
            while let value = try decoder.decode(&received) { try take(value) }
        } catch {
            end(error, context)
        }
        if received.readableBytes == 0 { received.clear() } else { received.discardReadBytes() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { end(Self.lost, context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(Self.lost, context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(Self.lost, context)
    }

    private static let lost = RESPError(.connectionLost, "The connection to the server ended.")

    private func take(_ value: RESPValue) throws(RESPError) {
        if let onEvent, let event = RESPChannelEvent(value) {
            onEvent(event)
            // That a channel is followed is an answer besides.
            if event != .following { return }
        }
        guard !line.isEmpty else { throw RESPError(.unexpected, "The server answers what nobody asked.") }
        line[line.startIndex].gathered.append(value)
        guard line[line.startIndex].gathered.count == line[line.startIndex].count else { return }
        let done = line.removeFirst()
        done.answers.succeed(done.gathered)
    }

    /// One flush for all that is written in this turn of the loop.
    private func flushSoon(_ context: ChannelHandlerContext) {
        guard !isFlushDue else { return }
        isFlushDue = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            handler.isFlushDue = false
            context.flush()
        }
    }

    /// All wait equally long, so the first in the line is the first to be late.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard let first = line.first else {
            timer = nil
            return
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: first.deadline) {
            let (handler, context) = bound.value
            guard let first = handler.line.first, first.deadline <= context.eventLoop.now else {
                return handler.setTimer(context)
            }
            handler.end(RESPError(.timedOut, "The server did not answer in time."), context)
        }
    }

    private func end(_ error: RESPError, _ context: ChannelHandlerContext) {
        guard failure == nil else { return }
        failure = error
        life.end()
        timer?.cancel()
        timer = nil
        let left = line
        line.removeAll()
        for call in left { call.answers.fail(error) }
        context.close(promise: nil)
    }
}
