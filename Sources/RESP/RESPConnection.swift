// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization
import Transport

/// One connection to a Redis server, logged in, on which many calls are under way at once.
public final class RESPConnection: Sendable {
    private let channel: any Channel
    private let life: RESPConnectionLife

    private init(_ channel: any Channel, _ life: RESPConnectionLife) {
        self.channel = channel
        self.life = life
    }

    /// Connects, authenticates, chooses the database, and waits for a first answer.
    ///
    /// - Parameters:
    ///   - settings: Whose server, and how patient.
    ///   - eventLoop: The thread that the connection lives on.
    ///   - onEvent: Takes what happens on channels that are subscribed to; nil on a connection for calls.
    /// - Returns: The connection, ready for calls.
    /// - Throws: `RESPError`.
    public static func open(
        _ settings: RESPSettings, on eventLoop: any EventLoop, onEvent: (@Sendable (RESPChannelEvent) -> Void)? = nil
    ) async throws -> RESPConnection {
        let dialer = Dialer(tls: settings.tls, connectTimeout: TimeAmount(settings.connectTimeout))
        let life = RESPConnectionLife()
        let connection: RESPConnection
        do {
            let channel = try await dialer.connect(to: settings.address.endpoint, on: eventLoop) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        RESPPipeline(
                            patience: TimeAmount(settings.answerTimeout), limit: settings.callsInFlight, life: life,
                            onEvent: onEvent))
                }
            }.get()
            connection = RESPConnection(channel, life)
        } catch {
            let code = (error as? TransportError)?.code.rawValue ?? "unknown"
            throw RESPError(.connectFailed, "No connection to \(settings.address) (\(code)).")
        }
        do {
            try await connection.greet(settings.address)
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    /// Whether calls can still be sent.
    public var isOpen: Bool { !life.isOver && channel.isActive }

    /// Sends commands together and returns their answers in order; no other call's commands come between them.
    ///
    /// - Throws: `RESPError`. A refusal of the server is an answer: `RESPValue.error`.
    public func send(_ commands: [RESPCommand]) async throws -> [RESPValue] {
        let answers = channel.eventLoop.makePromise(of: [RESPValue].self)
        let written = channel.eventLoop.makePromise(of: Void.self)
        // A channel that is closed already never asks the handler; an answer that has come counts for more.
        written.futureResult.whenFailure { _ in
            answers.fail(RESPError(.connectionLost, "The connection to the server is closed."))
        }
        channel.write(RESPCall(commands: commands, answers: answers), promise: written)
        return try await answers.futureResult.get()
    }

    /// Closes the connection; calls under way fail.
    public func close() async {
        do { try await channel.close() } catch {
            // It was closed already.
        }
    }

    /// Returns when the connection is closed, by whomever.
    public func untilClosed() async {
        do { try await channel.closeFuture.get() } catch {
            // The close future reports how the channel ended, not whether.
        }
    }

    private func greet(_ address: RESPAddress) async throws {
        var commands: [RESPCommand] = []
        if let password = address.password {
            commands.append(
                address.user.map { RESPCommand("AUTH", $0, password) } ?? RESPCommand("AUTH", password))
        }
        if address.database != 0 { commands.append(RESPCommand("SELECT", String(address.database))) }
        // A server that is stopped lets the system take connections, and says nothing.
        let answers = try await send(commands + [RESPCommand("PING")])
        for (command, answer) in zip(commands, answers) {
            guard case .error(let text) = answer else { continue }
            let name = command.parts.first.map { String(buffer: $0) } ?? ""
            throw RESPError(.refused, "\(address) refused \(name) (\(RESPValue.kind(ofError: text))).")
        }
    }
}

/// Whether a connection can still be used: over as soon as something went wrong, and not only when it is closed.
final class RESPConnectionLife: Sendable {
    private let ended = Atomic(false)

    var isOver: Bool { ended.load(ordering: .acquiring) }

    func end() { ended.store(true, ordering: .releasing) }
}
