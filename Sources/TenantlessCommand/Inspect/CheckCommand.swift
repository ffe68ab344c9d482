// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Conformance
import Foundation
import ScenarioLanguage
import Terminal

/// Tells whether files are valid, without playing anything.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tells whether scenario, requirement, target, known-failing and tenant data files are valid.",
        discussion: "Without a path, the scenarios of the suite and the fixtures beside them are checked.")

    @Argument(help: "Files, or folders that are searched for .yaml files.")
    var paths: [String] = []

    @OptionGroup var suite: SuiteOptions

    func run() async throws {
        let fixtures = ["Fixtures/Targets", "Fixtures/KnownFailing", "Fixtures/Tenant"]
            .filter(FileManager.default.fileExists)
        let check = FileCheck(paths: paths.isEmpty ? suite.folders + fixtures : paths, suiteFolders: suite.folders)
        let (files, diagnostics) = check.run()
        for diagnostic in diagnostics { Console.write("\(diagnostic)\n") }
        let errors = diagnostics.count { $0.severity == .error }
        Console.write("check: \(files) files, \(errors) errors, \(diagnostics.count - errors) warnings\n")
        if errors > 0 { throw ExitStatus.invalidInput }
    }
}
