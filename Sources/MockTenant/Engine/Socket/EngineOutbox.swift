// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What one engine socket has still to send: a single line, so that no message cuts into another's fragments.
final class EngineOutbox: Sendable {
    struct Parcel: Sendable {
        let message: EngineMessage
        /// Whoever waits until the system has taken the bytes.
        let sent: CheckedContinuation<Void, any Error>?
    }

    let parcels: AsyncStream<Parcel>
    private let line: AsyncStream<Parcel>.Continuation

    init() { (parcels, line) = AsyncStream.makeStream() }

    /// Lines a message up and goes on.
    func post(_ message: EngineMessage) { line.yield(Parcel(message: message, sent: nil)) }

    /// Lines a message up and waits until it has left.
    ///
    /// - Throws: The error of the connection, or `CancellationError` when the socket has ended.
    func send(_ message: EngineMessage) async throws {
        try await withCheckedThrowingContinuation { sent in
            guard case .terminated = line.yield(Parcel(message: message, sent: sent)) else { return }
            sent.resume(throwing: CancellationError())
        }
    }

    /// Ends the line behind what stands in it.
    func finish() { line.finish() }
}
