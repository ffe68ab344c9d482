// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Foundation
import ScenarioLanguage
import Terminal

/// Writes a scenario that says what belongs where, and that is valid as it is.
struct NewScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Writes a commented scenario to begin with.",
        discussion: "The id is made of the last folder and the file's name: Scenarios/AREA/CLAIM.yaml is AREA/CLAIM.")

    @Argument(help: ArgumentHelp("The file to write; one that exists is left alone.", valueName: "path"))
    var path: String

    @OptionGroup var suite: SuiteOptions

    func run() async throws {
        let url = URL(fileURLWithPath: path)
        guard !FileManager.default.fileExists(atPath: url.path) else { throw InvalidInput("\(path): exists already") }
        let id = "\(url.deletingLastPathComponent().lastPathComponent)/\(url.deletingPathExtension().lastPathComponent)"
        let known = try suite.library()
        let text = ScenarioSkeleton(id: id, known: known).text
        let (_, diagnostics) = ScenarioLibrary.load(
            [SourceText(path: path, text: text)], grammar: Suite.grammar, known: known)
        guard diagnostics.isEmpty else { throw InvalidInput(diagnostics.map(\.description)) }
        try TextFile.write(text, to: path)
        Console.write("\(path): scenario \(id), valid as it is; say what it claims, then: tenantless check \(path)\n")
    }
}
