// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// A WebSocket library written by others, as two programs: one end of a socket that asks, and one that does as asked.
struct ForeignPeer: Sendable, CustomTestStringConvertible {
    /// Where `ci/peers` puts the Python that has websockets; nil where the programs are not to be run.
    private static let python = ProcessInfo.processInfo.environment["PEERS_PYTHON"]
    static let areInstalled = python != nil
    /// Said beside each test that is skipped.
    static let absence = "ci/peers installs node-ws and websockets, and runs this"

    static let all = [
        ForeignPeer(name: "node-ws", interpreter: ["node"], suffix: "cjs"),
        ForeignPeer(name: "websockets", interpreter: [python ?? "python3"], suffix: "py"),
    ]

    let name: String
    private let interpreter: [String]
    private let suffix: String

    var testDescription: String { name }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Interop/sockets").standardizedFileURL

    /// Lets the end that asks ask everything; gives its exit status and what it printed.
    func ask(_ arguments: String...) async throws -> (status: Int32, output: String) {
        let (process, lines) = try start("client", arguments)
        var output = ""
        for await line in lines { output += line }
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// Runs a test with the end that does as asked, which tells its port.
    func serve(_ body: (_ port: Int) async throws -> Void) async throws {
        let input = Pipe()
        let (process, lines) = try start("server", [], input: input)
        var failure: (any Error)?
        do {
            var port: Int?
            for await line in lines where port == nil {
                port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines))
                break
            }
            try await body(try #require(port, "\(name) did not start"))
        } catch {
            failure = error
        }
        // The end of its input is the end of the program.
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        if let failure { throw failure }
    }

    private func start(
        _ program: String, _ arguments: [String], input: Pipe? = nil
    ) throws -> (Process, AsyncStream<String>) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let file = Self.folder.appendingPathComponent("\(program).\(suffix)").path
        process.arguments = interpreter + [file] + arguments
        // Debian's node looks there by itself, other builds of node do not.
        process.environment = ProcessInfo.processInfo.environment.merging(["NODE_PATH": "/usr/share/nodejs"]) { $1 }
        process.standardInput = input ?? FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        let (pieces, arrivals) = AsyncStream.makeStream(of: String.self)
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                arrivals.finish()
            } else {
                arrivals.yield(String(decoding: data, as: UTF8.self))
            }
        }
        try process.run()
        return (process, pieces)
    }
}
