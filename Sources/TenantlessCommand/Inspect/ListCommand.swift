// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Conformance
import Foundation
import ScenarioLanguage

/// Tells what exists.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Tells what exists: scenarios, requirements, saboteurs, verbs, defects.")

    @Argument(help: "Only scenarios that these select; by default everything.")
    var selectors: [String] = []

    @OptionGroup var suite: SuiteOptions

    @Flag(help: "The ways in which the mock identity provider misbehaves instead, and the tests they play.")
    var defects = false

    @Flag(help: "One JSON object instead of text.")
    var json = false

    @Flag(help: "The switches of the mock tenant instead: what each decides, its default and its values.")
    var switches = false

    func run() async throws {
        if switches {
            let table = SwitchTable()
            return Console.write(try json ? table.json() : table.text)
        }
        if defects {
            let inventory = DefectInventory()
            return Console.write(try json ? inventory.json() : inventory.text)
        }
        let library = try suite.library()
        let scenarios: [Inventory.ScenarioLine]
        do throws(ConformanceError) {
            scenarios = try Selector.select(selectors.map(Selector.init), from: library.scenarios)
                .map(Inventory.ScenarioLine.init)
        } catch {
            throw InvalidInput(error.reason)
        }
        var inventory = Inventory(library: library)
        inventory.scenarios = scenarios
        Console.write(try json ? inventory.json() : inventory.text(isWhole: selectors.isEmpty))
    }
}
