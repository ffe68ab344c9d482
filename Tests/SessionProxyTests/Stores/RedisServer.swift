// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import RESP
import Synchronization
import Transport

@testable import SessionProxy

/// A real redis-server with an empty folder of its own, which can be killed, frozen and started again.
final class RedisServer: Sendable {
    /// Where Debian puts it; nil where it is not installed.
    static let executable = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static let isInstalled = executable != nil
    /// Said beside each test that is skipped.
    static let absence = "redis-server is not installed"

    struct DidNotStart: Error {
        let output: String
    }

    private struct State {
        var process = Process()
        var port = 0
    }

    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("redis-\(UUID().uuidString)")
    private let state = Mutex(State())
    private let extra: [String]

    private init(_ extra: [String]) {
        self.extra = extra
    }

    /// Runs a test with a server, and ends the server whatever happened.
    static func with(
        _ extra: [String] = [], _ body: (RedisServer) async throws -> Void
    ) async throws {
        let server = RedisServer(extra)
        try FileManager.default.createDirectory(at: server.folder, withIntermediateDirectories: true)
        // Between finding a port and listening there somebody else may take it.
        for attempt in 1...5 {
            do {
                try await server.start(port: try await freePort())
                break
            } catch  where attempt < 5 {}
        }
        var failure: (any Error)?
        do { try await body(server) } catch { failure = error }
        server.kill()
        try FileManager.default.removeItem(at: server.folder)
        if let failure { throw failure }
    }

    var port: Int { state.withLock { $0.port } }

    /// Starts it again where it was, with the data that it had written.
    func startAgain() async throws {
        try await start(port: port)
    }

    /// `kill -9`, and waits until it is gone.
    func kill() {
        let process = state.withLock { $0.process }
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stops it in its tracks; the system goes on taking connections for it.
    func freeze() { signal(SIGSTOP) }

    func thaw() { signal(SIGCONT) }

    func settings(_ change: (inout RESPSettings) -> Void = { _ in }) -> RESPSettings {
        var settings = RESPSettings(address: RESPAddress(endpoint: Endpoint(host: "127.0.0.1", port: port)))
        settings.answerTimeout = .seconds(30)
        change(&settings)
        return settings
    }

    /// A client that tries to connect at every call.
    func client(_ change: (inout RESPSettings) -> Void = { _ in }) -> RESPClient {
        let ticks = Mutex(NIODeadline.uptimeNanoseconds(0))
        return RESPClient(settings(change), group: EventLoops.shared) {
            ticks.withLock { tick in
                tick = tick + .seconds(10)
                return tick
            }
        }
    }

    /// What the server itself says to a command.
    func say(_ name: String, _ arguments: String...) async throws -> RESPValue {
        let client = client()
        let answer: RESPValue
        do {
            answer = try await client.call(RESPCommand(name, arguments: arguments.map { ByteBuffer(string: $0) }))
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        return answer
    }

    private func start(port: Int) async throws {
        let process = Process()
        process.executableURL = Self.executable.map { URL(fileURLWithPath: $0) }
        process.arguments =
            [
                "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path, "--save", "", "--appendonly", "yes",
                "--appendfsync", "always", "--enable-debug-command", "yes",
            ] + extra
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        state.withLock { ($0.process, $0.port) = (process, port) }
        try await Self.ready(pipe.fileHandleForReading)
    }

    /// Reads what the server says of itself until it says that it is ready.
    private static func ready(_ output: FileHandle) async throws {
        let (pieces, arrivals) = AsyncStream.makeStream(of: Data.self)
        output.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty { arrivals.finish() } else { arrivals.yield(data) }
        }
        var text = ""
        for await piece in pieces {
            text += String(decoding: piece, as: UTF8.self)
            guard text.contains("eady to accept connections") else { continue }
            // From now on it is read and thrown away, so that the server never waits for us.
            output.readabilityHandler = { _ = $0.availableData }
            return
        }
        output.readabilityHandler = nil
        throw DidNotStart(output: text)
    }

    private func signal(_ number: Int32) {
        Foundation.kill(state.withLock { $0.process }.processIdentifier, number)
    }

    private static func freePort() async throws -> Int {
        let listener = try await Listener.bind { $0.eventLoop.makeSucceededVoidFuture() }
        let port = listener.port
        await listener.close()
        return port
    }
}
