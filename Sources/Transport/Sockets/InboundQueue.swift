// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization

/// Bytes that have arrived and wait to be taken, bounded by watermarks.
///
/// Above the high mark reading stops, so that TCP holds the sender back; below the low mark it goes on.
final class InboundQueue: Sendable {
    /// When to stop and resume reading, in bytes.
    struct Watermarks: Sendable {
        var low = 16 * 1024
        var high = 64 * 1024
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<ByteBuffer?, any Error>
    }

    private struct State {
        var chunks = CircularBuffer<ByteBuffer>()
        var bytes = 0
        var waiter: Waiter?
        var lastWaiter: UInt64 = 0
        var end: Result<Void, TransportError>?
        var endWaiters: [CheckedContinuation<Void, Never>] = []
        var isPaused = false
        var isFull = false
        var isReading = true
    }

    private let state = Mutex(State())
    private let marks: Watermarks

    init(marks: Watermarks = Watermarks()) {
        self.marks = marks
    }

    /// How many bytes are waiting.
    var waitingBytes: Int { state.withLock { $0.bytes } }

    /// Says whether the peer has ended or lost the connection.
    var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// How the connection failed, if it did.
    var failure: TransportError? {
        state.withLock { if case .failure(let error) = $0.end { error } else { nil } }
    }

    // MARK: Filling, on the event loop

    /// Takes in bytes; returns whether reading is still wanted.
    func append(_ buffer: ByteBuffer) {
        let waiter = state.withLock { state -> Waiter? in
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            state.chunks.append(buffer)
            state.bytes += buffer.readableBytes
            if state.bytes >= marks.high { state.isFull = true }
            return nil
        }
        waiter?.continuation.resume(returning: buffer)
    }

    /// Marks the end; only the first call counts.
    func end(_ result: Result<Void, TransportError>) {
        let (waiter, others) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            guard state.end == nil else { return (nil, []) }
            state.end = result
            defer { (state.waiter, state.endWaiters) = (nil, []) }
            return (state.waiter, state.endWaiters)
        }
        waiter?.continuation.resume(with: result.map { nil }.mapError { $0 as any Error })
        for other in others { other.resume() }
    }

    /// Says whether `readingChange` would have something to say.
    var needsReadingChange: Bool {
        state.withLock { $0.isReading == ($0.isPaused || $0.isFull) }
    }

    /// Says whether reading should go on or off, if that has changed since the last call.
    func readingChange() -> Bool? {
        state.withLock { state in
            let wanted = !state.isPaused && !state.isFull
            guard wanted != state.isReading else { return nil }
            state.isReading = wanted
            return wanted
        }
    }

    // MARK: Taking, from anywhere

    func setPaused(_ paused: Bool) {
        state.withLock { $0.isPaused = paused }
    }

    /// Puts bytes back at the front.
    func putBack(_ buffer: ByteBuffer) {
        guard buffer.readableBytes > 0 else { return }
        state.withLock { state in
            state.chunks.prepend(buffer)
            state.bytes += buffer.readableBytes
        }
    }

    /// A chunk at once, if one waits; otherwise the id to wait with, or the end.
    private enum Taken {
        case chunk(ByteBuffer)
        case end(Result<Void, TransportError>)
        case refused
        case waiting
    }

    /// Waits for the next chunk; `nil` at the end.
    ///
    /// - Parameter onWait: Called with the id of the wait when there is one, to set a timer.
    /// - Returns: The chunk, or `nil` at the end.
    /// - Throws: How the connection failed, or why the wait was given up.
    func next(onWait: (UInt64) -> Void) async throws -> ByteBuffer? {
        let id = state.withLock { state -> UInt64 in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let taken = take(id: id, continuation: continuation)
                switch taken {
                case .chunk(let buffer): continuation.resume(returning: buffer)
                case .end(let result):
                    continuation.resume(with: result.map { nil }.mapError { $0 as any Error })
                case .refused:
                    continuation.resume(throwing: TransportError(.misuse, "Two tasks read the same connection."))
                case .waiting:
                    onWait(id)
                    if Task.isCancelled { giveUp(id, CancellationError()) }
                }
            }
        } onCancel: {
            giveUp(id, CancellationError())
        }
    }

    private func take(id: UInt64, continuation: CheckedContinuation<ByteBuffer?, any Error>) -> Taken {
        state.withLock { state in
            if let chunk = state.chunks.popFirst() {
                state.bytes -= chunk.readableBytes
                if state.bytes <= marks.low { state.isFull = false }
                return .chunk(chunk)
            }
            if let end = state.end { return .end(end) }
            guard state.waiter == nil else { return .refused }
            state.waiter = Waiter(id: id, continuation: continuation)
            return .waiting
        }
    }

    /// Ends one wait with an error, if it is still going on.
    func giveUp(_ id: UInt64, _ error: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.waiter?.id == id else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.continuation.resume(throwing: error)
    }

    /// Returns once the peer has ended or lost the connection.
    func untilEnd() async {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if state.end != nil { return true }
                state.endWaiters.append(continuation)
                return false
            }
            if ended { continuation.resume() }
        }
    }
}
