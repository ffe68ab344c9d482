// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Foundation
import ScenarioLanguage
import ScenarioRunner
import Terminal
import Testbed

/// Where the scenarios are, and how they are read.
struct SuiteOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with scenarios and requirements; may be given more than once.",
            discussion: "Default: ./Scenarios, and where there is none, the scenarios that come with the package.",
            valueName: "folder"))
    var scenarios: [String] = []

    /// The folders that are read.
    var folders: [String] {
        if !scenarios.isEmpty { return scenarios }
        let isHere = FileManager.default.fileExists(atPath: "Scenarios")
        return [isHere ? "Scenarios" : Suite.scenariosOfThePackage]
    }

    /// Reads and checks all files; warnings go to standard error.
    ///
    /// - Throws: `InvalidInput` with every diagnostic if one of them is an error.
    func library() throws -> ScenarioLibrary {
        let (library, diagnostics) = ScenarioLibrary.load(paths: folders, grammar: Suite.grammar)
        if diagnostics.contains(where: { $0.severity == .error }) {
            let errors = diagnostics.count { $0.severity == .error }
            throw InvalidInput(diagnostics.map(\.description) + ["\(errors) errors; nothing was played"])
        }
        for diagnostic in diagnostics { Console.error("\(diagnostic)\n") }
        guard !library.scenarios.isEmpty else {
            throw InvalidInput("no scenario in \(folders.joined(separator: ", "))")
        }
        return library
    }
}
