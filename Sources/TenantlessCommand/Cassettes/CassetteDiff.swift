// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes

/// Compares two cassettes by the shape of their answers.
struct CassetteDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compares two cassettes by the shape of their answers.",
        discussion: """
            What is new is an info, what is gone a warning; another status, type, cookie attribute or close code is an \
            error. Errors are judged bad, with --strict warnings too. With a file of today's tenant, or of the mock \
            tenant, this tells how far it has drifted from the recording.
            """)

    @Argument(help: ArgumentHelp("The older cassette.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The newer cassette.", valueName: "new"))
    var new: String

    @OptionGroup var recording: RecordingOption

    @Flag(help: "Warnings count as errors.")
    var strict = false

    func run() throws {
        let (before, after) = (try Cassette(path: old), try Cassette(path: new))
        var findings: [DriftFinding] = []
        for (then, now) in try pairs(before, after) {
            findings += try Drift.compare(before, then, after, now)
        }
        for finding in findings { Console.write(finding.description + "\n") }
        let counts = DriftSeverity.allCases.sorted(by: >).map { severity in
            "\(findings.count { $0.severity == severity }) \(severity.rawValue)"
        }
        Console.write("\(old) and \(new): \(counts.joined(separator: ", "))\n")
        let worst = findings.map(\.severity).max() ?? .info
        if worst == .error || (strict && worst == .warning) { throw ExitStatus.judgedBad }
    }

    /// The recordings of the same name in both; where a name is given, or only one recording is there, those.
    private func pairs(_ before: Cassette, _ after: Cassette) throws -> [(StoredRecording, StoredRecording)] {
        let (then, now) = (try before.recordings(), try after.recordings())
        let names = Set(then.map(\.name)).intersection(now.map(\.name))
        if recording.title == nil, !names.isEmpty {
            return names.sorted().compactMap { name in
                guard let left = then.last(where: { $0.name == name }), let right = now.last(where: { $0.name == name })
                else { return nil }
                return (left, right)
            }
        }
        let (left, right) = (try recording.recordings(in: before), try recording.recordings(in: after))
        return Array(zip(left, right))
    }
}
