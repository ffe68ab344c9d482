// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization

/// Bytes in, bytes out: one connection without any protocol above TCP and TLS.
///
/// - Shape: what arrives is kept until taken, up to 64 KiB; then TCP holds the peer back.
/// - Shape: `send` returns when the system has taken the bytes, so that a slow peer slows the sender.
public final class RawConnection: Sendable {
    let channel: any Channel
    private let queue: InboundQueue
    private let handler: InboundQueueHandler

    private init(channel: any Channel, queue: InboundQueue, handler: InboundQueueHandler) {
        self.channel = channel
        self.queue = queue
        self.handler = handler
        // A channel that closed before the handler was in place tells the handler nothing.
        channel.closeFuture.whenComplete { _ in queue.end(.success(())) }
    }

    /// Connects, and shakes hands if the dialer has TLS.
    ///
    /// - Throws: `TransportError` with `.connectFailed`, `.handshakeFailed` or `.timedOut`.
    public static func connect(
        to endpoint: Endpoint, dialer: Dialer, group: any EventLoopGroup = EventLoops.shared, serverName: String? = nil
    ) async throws -> RawConnection {
        let queue = InboundQueue()
        let handler = InboundQueueHandler(queue: queue)
        let channel = try await dialer.connect(to: endpoint, serverName: serverName, on: group.next()) { channel in
            channel.pipeline.addHandler(handler)
        }.get()
        return RawConnection(channel: channel, queue: queue, handler: handler)
    }

    /// Takes over an accepted channel; call it from a listener's initializer.
    public static func attach(to channel: any Channel) -> EventLoopFuture<RawConnection> {
        let queue = InboundQueue()
        let handler = InboundQueueHandler(queue: queue)
        return channel.pipeline.addHandler(handler).map {
            RawConnection(channel: channel, queue: queue, handler: handler)
        }
    }

    /// Where a task that serves this connection runs best.
    var executor: LoopExecutor { LoopExecutor(channel.eventLoop) }

    /// The address of the peer, if it is known.
    public var remoteAddress: String? {
        guard let address = channel.remoteAddress, let host = address.ipAddress else { return nil }
        return Endpoint(host: host, port: address.port ?? 0).authority
    }

    /// Says whether the connection can still be used to send.
    public var isOpen: Bool { channel.isActive }

    /// Says whether the peer has ended its half, reset, or gone.
    public var hasPeerEnded: Bool { queue.hasEnded }

    /// How many received bytes wait to be taken.
    public var waitingBytes: Int { queue.waitingBytes }

    /// Sends bytes and returns when the system has taken them.
    ///
    /// - Throws: `TransportError`; `.connectionReset` also where the reset was seen before there was anything to send.
    public func send(_ bytes: ByteBuffer) async throws {
        do {
            try await channel.writeAndFlush(bytes).get()
        } catch {
            throw queue.failure ?? Self.explain(error)
        }
    }

    /// Takes the next bytes; `nil` once the peer has ended its half.
    ///
    /// - Throws: `TransportError` with `.timedOut`, `.connectionReset` or `.truncated`; `CancellationError`.
    public func receive(within limit: Duration = .seconds(10)) async throws -> ByteBuffer? {
        try await receive(upTo: .now() + TimeAmount(limit))
    }

    /// Takes the next bytes, however long they take; `nil` once the peer has ended its half.
    public func next() async throws -> ByteBuffer? {
        try await receive(upTo: nil)
    }

    /// Takes the next bytes, waiting until the deadline or, without one, for ever.
    func receive(upTo deadline: NIODeadline?) async throws -> ByteBuffer? {
        let timer = Mutex<Scheduled<Void>?>(nil)
        defer { timer.withLock { $0?.cancel() } }
        let result = try await queue.next { [channel, queue] id in
            guard let deadline else { return }
            let scheduled = channel.eventLoop.scheduleTask(deadline: deadline) {
                queue.giveUp(id, TransportError(.timedOut, "The peer sent nothing in time."))
            }
            timer.withLock { $0 = scheduled }
        }
        handler.applyReading(channel)
        return result
    }

    /// Puts bytes back, to be taken first by the next `receive`.
    public func putBack(_ bytes: ByteBuffer) {
        queue.putBack(bytes)
    }

    /// Ends the sending half; the peer sees the end of the stream and may still answer.
    public func sendEOF() async throws {
        do {
            try await channel.close(mode: .output).get()
        } catch {
            throw Self.explain(error)
        }
    }

    /// Ends the connection with a TCP reset.
    public func reset() async {
        do {
            try await channel.hardReset().get()
        } catch {
            // It was closed already; a reset of nothing is nothing.
        }
    }

    /// Closes both halves politely and returns when the connection is gone.
    public func close() async {
        await channel.closeQuietly()
    }

    /// Stops taking bytes from the system, so that the peer's sending stalls in the end.
    public func pauseReading() {
        queue.setPaused(true)
        handler.applyReading(channel)
    }

    /// Takes bytes from the system again.
    public func resumeReading() {
        queue.setPaused(false)
        handler.applyReading(channel)
    }

    /// Returns once the peer has ended its half, reset, or gone.
    public func untilPeerEnded() async {
        await queue.untilEnd()
    }

    /// Returns once the connection is closed on both sides.
    public func untilClosed() async {
        do {
            try await channel.closeFuture.get()
        } catch {
            // The close future reports how the channel ended, not whether.
        }
    }

    static func explain(_ error: any Error) -> TransportError {
        if let error = error as? TransportError { return error }
        if let error = error as? IOError, error.errnoCode == POSIXErrors.connectionReset {
            return TransportError(.connectionReset, "The peer reset the connection.", underlying: error)
        }
        return TransportError(.connectionClosed, "The connection is closed.", underlying: error)
    }
}
