// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// `tenantless` as a process that goes on until it is asked to stop.
final class RunningCommand: @unchecked Sendable {
    private let process: Process
    private let output: FileHandle
    private var text: String

    private init(process: Process, output: FileHandle, text: String) {
        self.process = process
        self.output = output
        self.text = text
    }

    /// Starts the command, with these variables on top of our own and without some of them, and returns once it has
    /// written a line that begins with that word.
    static func start(
        _ arguments: [String], until word: String, variables: [String: String] = [:], without removed: [String] = []
    ) async throws -> RunningCommand {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandRun.command)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: CommandRun.package)
        process.environment = ProcessInfo.processInfo.environment.filter { !removed.contains($0.key) }
            .merging(variables) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let running = RunningCommand(process: process, output: pipe.fileHandleForReading, text: "")
        try await running.read { text in text.split(separator: "\n").contains { $0.hasPrefix(word) } }
        return running
    }

    /// What stands behind that word on its line.
    func value(_ word: String) -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix(word) } ?? ""
        return line.dropFirst(word.count).trimmingCharacters(in: .whitespaces)
    }

    /// Asks it to stop, and tells what it wrote and how it ended.
    func stop() async throws -> (output: String, status: Int32) {
        process.terminate()
        try await read { _ in false }
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    /// Reads until the condition holds of the whole text, or the process has ended.
    private func read(until isEnough: (String) -> Bool) async throws {
        while !isEnough(text) {
            let piece = await Task.detached { [output] in output.availableData }.value
            guard !piece.isEmpty else { return }
            text += String(decoding: piece, as: UTF8.self)
        }
    }
}
