// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Foundation
import Terminal

/// Tells what a cassette holds, in numbers.
struct CassetteInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Tells what a cassette holds: recordings, their ages, and rows.")

    @Argument(help: ArgumentHelp("The cassette.", valueName: "file"))
    var file: String

    func run() throws {
        let summary = try Cassette(path: file).summary()
        let now = Date()
        var lines = ["\(summary.path): \(summary.bytes) bytes, bodies of \(summary.bodyBytes) bytes"]
        for entry in summary.recordings {
            let slots = entry.slots.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines += [
                "recording \(entry.recording.id): \(entry.recording.name)"
                    + (entry.recording.isAddition ? " (an addition)" : ""),
                "  made      \(entry.recording.startedAt.formatted(.iso8601)), \(Self.age(entry.age(at: now))) ago",
                "  exchanges \(entry.exchanges), \(entry.sockets) of them sockets, \(entry.open) open at the end",
                "  users     \(entry.users)", "  slots     \(slots.isEmpty ? "none" : slots.joined(separator: ", "))",
            ]
        }
        lines += ["rows"] + summary.rows.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }
        Console.write(lines.joined(separator: "\n") + "\n")
    }

    private static func age(_ seconds: TimeInterval) -> String {
        switch seconds {
        case ..<120: "\(Int(seconds)) s"
        case ..<7200: "\(Int(seconds / 60)) min"
        case ..<172_800: "\(Int(seconds / 3600)) h"
        default: "\(Int(seconds / 86_400)) days"
        }
    }
}
