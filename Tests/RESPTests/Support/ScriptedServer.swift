// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import RESP
import Synchronization
import Transport

/// A Redis server of few words: it remembers commands and answers as it is told.
final class ScriptedServer: Sendable {
    /// Gives the octets to answer a command with; nil says nothing.
    typealias Answering = @Sendable (_ command: [String]) -> String?

    private struct State {
        var commands: [[String]] = []
        var connections = 0
        var open: [Int: RawConnection] = [:]
    }

    private let state = Mutex(State())
    private let server = Mutex<ConnectionServer?>(nil)

    /// Runs a test with a server, and stops it whatever happened.
    static func with(
        tls: ServerTLS? = nil, answering: @escaping Answering, _ body: (ScriptedServer) async throws -> Void
    ) async throws {
        let scripted = ScriptedServer()
        let server = try await ConnectionServer.start(tls: tls) { number, connection in
            scripted.state.withLock { state in
                state.connections += 1
                state.open[number] = connection
            }
            do {
                try await scripted.serve(connection, answering)
            } catch {
                // The client left; what it saw is the test's business.
            }
            _ = scripted.state.withLock { $0.open.removeValue(forKey: number) }
        }
        scripted.server.withLock { $0 = server }
        var failure: (any Error)?
        do { try await body(scripted) } catch { failure = error }
        await server.stop()
        if let failure { throw failure }
    }

    var port: Int { server.withLock { $0?.port ?? 0 } }
    var commands: [[String]] { state.withLock { $0.commands } }
    var connections: Int { state.withLock { $0.connections } }

    /// Closes every connection that is open.
    func dropConnections() async {
        for connection in state.withLock({ Array($0.open.values) }) { await connection.close() }
    }

    /// Settings for this server, patient enough for a busy machine.
    func settings(
        _ change: (inout RESPSettings) -> Void = { _ in }
    ) -> RESPSettings {
        var settings = RESPSettings(address: RESPAddress(endpoint: Endpoint(host: "localhost", port: port)))
        settings.answerTimeout = .seconds(30)
        change(&settings)
        return settings
    }

    private func serve(_ connection: RawConnection, _ answering: Answering) async throws {
        var received = ByteBuffer()
        while var bytes = try await connection.next() {
            received.writeBuffer(&bytes)
            while case .array(let parts) = try RESPDecoder().decode(&received) {
                let command = parts.compactMap(\.string)
                state.withLock { $0.commands.append(command) }
                guard let answer = answering(command) else { continue }
                if answer.isEmpty { return }
                try await connection.send(ByteBuffer(string: answer))
            }
        }
    }
}
