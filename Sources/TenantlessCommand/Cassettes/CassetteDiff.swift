// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes

/// Compares two cassettes by the shape of their answers.
struct CassetteDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compares two cassettes by the shape of their answers.",
        discussion: DriftJudgement.severities)

    @Argument(help: ArgumentHelp("The older cassette.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The newer cassette.", valueName: "new"))
    var new: String

    @OptionGroup var recording: RecordingOption

    @OptionGroup var judgement: DriftJudgement

    func run() throws {
        let reports = try judgement.requests()
        let (before, after) = (try Cassette(path: old), try Cassette(path: new))
        var report = DriftReport(recorded: old, now: new)
        for (then, now) in try pairs(before, after) {
            try Drift.compare(before, then, after, now, into: &report)
        }
        try judgement.conclude(report, reports)
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
