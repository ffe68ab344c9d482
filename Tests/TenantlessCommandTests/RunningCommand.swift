// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A command of the package as a process that goes on until it is asked to stop.
///
/// Nothing here holds a thread while it waits: the tests share as many as there are cores, and reads that hold one each
/// would wait for ever for lines that only other tests bring about.
final class RunningCommand: Sendable {
    /// The command ended before it wrote what was waited for.
    struct DidNotStart: Error {
        let output: String
    }

    private struct State {
        var text = ""
        var processID: pid_t?
    }

    private let name: String
    private let state = Mutex(State())
    private let ending = Mutex<Task<Int32, any Error>?>(nil)

    private init(_ name: String) { self.name = name }

    /// Starts the command, with these variables on top of our own and without some of them, and returns once it has
    /// written a line that begins with that word.
    static func start(
        _ arguments: [String], of name: String = "tenantless", until word: String, variables: [String: String] = [:],
        without removed: [String] = []
    ) async throws -> RunningCommand {
        var changes: [Environment.Key: String?] = [:]
        for name in removed { changes.updateValue(nil, forKey: Environment.Key(stringLiteral: name)) }
        for (name, value) in variables { changes[Environment.Key(stringLiteral: name)] = value }
        let command = RunningCommand(name)
        let (texts, arrivals) = AsyncStream.makeStream(of: String.self)
        let ending = Task { [changes] in
            defer { arrivals.finish() }
            return try await command.live(arguments, changes, arrivals)
        }
        command.ending.withLock { $0 = ending }
        for await text in texts where text.split(separator: "\n").contains(where: { $0.hasPrefix(word) }) {
            return command
        }
        throw DidNotStart(output: command.text)
    }

    /// What stands behind that word on its line.
    func value(_ word: String) -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix(word) } ?? ""
        return line.dropFirst(word.count).trimmingCharacters(in: .whitespaces)
    }

    /// Asks it to stop, and tells what it wrote and how it ended.
    func stop() async throws -> (output: String, status: Int32) {
        if let processID = state.withLock({ $0.processID }) { kill(processID, SIGTERM) }
        let status = try await ending.withLock { $0 }?.value
        return (text, status ?? -1)
    }

    private var text: String { state.withLock { $0.text } }

    /// Takes in what the command writes until it ends; returns its exit status.
    private func live(
        _ arguments: [String], _ changes: [Environment.Key: String?], _ arrivals: AsyncStream<String>.Continuation
    ) async throws -> Int32 {
        let result = try await Subprocess.run(
            .path(FilePath(CommandRun.path(of: name))), arguments: Arguments(arguments),
            environment: .inherit.updating(changes), workingDirectory: FilePath(CommandRun.package),
            input: .none, output: .sequence, error: .currentStandardError
        ) { execution in
            state.withLock { $0.processID = execution.processIdentifier.value }
            for try await block in execution.standardOutput {
                let piece = block.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                arrivals.yield(
                    state.withLock {
                        $0.text += piece; return $0.text
                    })
            }
        }
        guard case .exited(let status) = result.terminationStatus else { return -1 }
        return Int32(status)
    }
}
