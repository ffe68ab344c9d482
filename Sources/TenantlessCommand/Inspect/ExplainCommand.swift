// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import ScenarioLanguage
import Terminal

/// Tells what one thing means.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells what a scenario, requirement, saboteur, verb or defect means.")

    @Argument(help: "An id as `tenantless list` shows it.")
    var id: String

    @Flag(help: "Also play a scenario that shows it on the proxy of this package, and tell what passes between whom.")
    var example = false

    @OptionGroup var suite: SuiteOptions

    func run() async throws {
        let library = try suite.library()
        let explanation = Explanation(library: library)
        guard let text = explanation.text(for: id) else {
            let hint = explanation.nearest(to: id).map { "; did you mean \"\($0)\"?" } ?? ""
            throw InvalidInput("there is no scenario, requirement, saboteur, verb or defect \"\(id)\"\(hint)")
        }
        Console.write(text)
        guard example else { return }
        guard let scenario = explanation.scenario(showing: id) else {
            throw InvalidInput("no scenario shows \"\(id)\"")
        }
        Console.write("\n" + (try await PassingExample(scenario: scenario, library: library).text()))
    }
}
