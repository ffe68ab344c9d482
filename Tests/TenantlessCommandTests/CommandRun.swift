// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Subprocess
import SystemPackage

/// One run of a built command: what it wrote and how it ended.
struct CommandRun {
    let output: String
    let errors: String
    let status: Int32

    /// Runs `tenantless` with these arguments in the package's folder.
    static func tenantless(_ arguments: String...) async throws -> CommandRun {
        try await tenantless(arguments)
    }

    /// Runs `tenantless` with these arguments, and these variables on top of our own.
    static func tenantless(_ arguments: [String], variables: [String: String] = [:]) async throws -> CommandRun {
        try await of("tenantless", arguments, variables: variables)
    }

    /// Runs a command of the package with these arguments in its folder, and these variables on top of our own.
    static func of(
        _ command: String, _ arguments: [String], variables: [String: String] = [:]
    ) async throws -> CommandRun {
        var environment: [Environment.Key: String?] = ["CI": "true"]
        for (name, value) in variables { environment[Environment.Key(stringLiteral: name)] = value }
        let result = try await Subprocess.run(
            .path(FilePath(path(of: command))), arguments: Arguments(arguments),
            environment: .inherit.updating(environment),
            workingDirectory: FilePath(package), output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            return CommandRun(output: result.standardOutput, errors: result.standardError, status: -1)
        }
        return CommandRun(
            output: result.standardOutput, errors: result.standardError, status: Int32(status))
    }

    /// The commands lie beside the test program.
    static func path(of command: String) -> String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(command).path
    }

    /// This file is `Tests/TenantlessCommandTests/CommandRun.swift`.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}

/// A folder with files of a test, removed with the last reference.
final class ScratchFolder {
    let path: String

    init(_ files: [String: String]) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-test-\(UUID())")
        path = url.path
        for (name, text) in files {
            let file = url.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
