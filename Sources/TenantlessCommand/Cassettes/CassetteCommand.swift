// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes

/// Looks into cassettes and changes them.
struct CassetteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cassette", abstract: "Looks into cassettes, compares them, and puts them together.",
        subcommands: [
            CassetteInspect.self, CassetteList.self, CassetteShow.self, CassetteExport.self, CassetteImport.self,
            CassetteDiff.self, CassetteMergeCommand.self, CassetteVacuumCommand.self,
        ])
}

/// Chooses among the recordings of a cassette.
struct RecordingOption: ParsableArguments {
    @Option(help: ArgumentHelp("The recording. Default: the last one, and what was added to it.", valueName: "title"))
    var title: String?

    /// The recordings that are meant.
    ///
    /// - Throws: `CassetteProblem` where there is none.
    func recordings(in cassette: Cassette) throws -> [StoredRecording] {
        try cassette.currentRecordings(named: title)
    }
}
