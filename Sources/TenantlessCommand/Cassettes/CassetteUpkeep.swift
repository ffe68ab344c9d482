// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal

/// Puts the recordings of several cassettes into one.
struct CassetteMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Puts the recordings of several cassettes into one.")

    @Argument(help: ArgumentHelp("The cassettes to read.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The cassette to add them to, which may be new.", valueName: "file"))
    var into: String

    func run() throws {
        try CassetteMerge.merge(files, into: into)
        Console.write("\(into): \(try Cassette(path: into).recordings().count) recordings\n")
    }
}

/// Makes a cassette as small as what it holds.
struct CassetteVacuumCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum", abstract: "Makes a cassette as small as what it holds.")

    @Argument(help: ArgumentHelp("The cassette.", valueName: "file"))
    var file: String

    @Flag(help: "Remove all recordings but the last whole one and what was added to it.")
    var onlyCurrent = false

    func run() throws {
        let (before, after) = try CassetteVacuum.vacuum(file, keeping: onlyCurrent ? .current : .all)
        Console.write("\(file): \(before) bytes before, \(after) after\n")
    }
}
