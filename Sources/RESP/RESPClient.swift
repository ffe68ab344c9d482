// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization

/// Speaks to a Redis server over one connection that is opened when it is needed and again when it is lost.
///
/// - Shape: nothing is sent twice: a call that was under way when the connection ended fails, and its caller knows best
///   whether to repeat it. While the server cannot be reached calls fail at once, but for one attempt now and then.
public final class RESPClient: Sendable {
    private struct State {
        var connection: RESPConnection?
        var attempt: Task<RESPConnection, any Error>?
        var backoff = RESPBackoff()
        var isClosed = false
    }

    let settings: RESPSettings
    let group: any EventLoopGroup
    private let now: @Sendable () -> NIODeadline
    private let state = Mutex(State())

    /// Makes a client; it connects at the first call.
    ///
    /// - Parameters:
    ///   - settings: Whose server, and how patient.
    ///   - group: The threads to live on.
    ///   - now: The clock of the pauses between attempts.
    public init(
        _ settings: RESPSettings, group: any EventLoopGroup, now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) {
        self.settings = settings
        self.group = group
        self.now = now
    }

    /// Sends one command.
    ///
    /// - Returns: The answer; a refusal of the server is one.
    /// - Throws: `RESPError`.
    public func call(_ command: RESPCommand) async throws -> RESPValue {
        try await call([command]).first ?? .null
    }

    /// Sends commands together; no other call's commands come between them.
    ///
    /// - Returns: The answers in order.
    /// - Throws: `RESPError`.
    public func call(_ commands: [RESPCommand]) async throws -> [RESPValue] {
        switch try connection() {
        case .open(let connection): try await connection.send(commands)
        case .coming(let attempt): try await attempt.value.send(commands)
        }
    }

    /// Closes the connection; calls under way and later ones fail.
    public func close() async {
        let (connection, attempt) = state.withLock { state in
            state.isClosed = true
            return (state.connection, state.attempt)
        }
        await connection?.close()
        do { try await attempt?.value.close() } catch {
            // The attempt failed, so there is nothing to close.
        }
    }

    /// A connection that is there, or one that is on its way.
    private enum Found {
        case open(RESPConnection)
        case coming(Task<RESPConnection, any Error>)
    }

    private func connection() throws -> Found {
        try state.withLock { state throws(RESPError) in
            if state.isClosed { throw RESPError(.connectionLost, "The client is closed.") }
            if let connection = state.connection, connection.isOpen { return .open(connection) }
            if let attempt = state.attempt { return .coming(attempt) }
            guard state.backoff.mayTry(at: now()) else {
                throw RESPError(.connectFailed, "\(settings.address) could not be reached a moment ago.")
            }
            let attempt = Task { [self] in try await connect() }
            state.attempt = attempt
            return .coming(attempt)
        }
    }

    private func connect() async throws -> RESPConnection {
        do {
            let connection = try await RESPConnection.open(settings, on: group.next())
            state.withLock { state in
                state.connection = connection
                state.attempt = nil
                state.backoff.succeeded()
            }
            return connection
        } catch {
            state.withLock { state in
                state.connection = nil
                state.attempt = nil
                state.backoff.failed(at: now())
            }
            throw error
        }
    }
}
