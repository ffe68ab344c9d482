// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Conformance
import Foundation
import ScenarioLanguage
import Terminal
import Wire

/// Tells what exists.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Tells what exists: scenarios, requirements, saboteurs, verbs, defects, endpoints of the tenant.")

    @Argument(help: "Only scenarios that these select; by default everything.")
    var selectors: [String] = []

    @OptionGroup var suite: SuiteOptions

    @Flag(help: "The requirements instead, with the scenarios that cover each and the saboteurs that break it.")
    var requirements = false

    @Flag(help: "The ways in which the mock identity provider misbehaves instead, and the tests they play.")
    var defects = false

    @Flag(help: "One JSON object instead of text.")
    var json = false

    @Flag(help: "The switches of the mock tenant instead: what each decides, its default and its values.")
    var switches = false

    @Flag(help: "The endpoints of the mock tenant instead, how far each is known, and the scenarios that use it.")
    var endpoints = false

    @Option(
        help: ArgumentHelp(
            "The JSON Schema of a kind of file instead, for editors: \(FileSchema.namesInWords).", valueName: "kind"),
        transform: FileSchema.init(argument:))
    var schema: FileSchema?

    func run() async throws {
        if let schema { return Console.write(schema.json(Suite.grammar).serialized() + "\n") }
        if switches {
            let table = SwitchTable()
            return Console.write(try json ? table.json() : table.text)
        }
        if defects {
            let inventory = DefectInventory()
            return Console.write(try json ? inventory.json() : inventory.text)
        }
        let library = try suite.library()
        let scenarios: [Scenario]
        do throws(ConformanceError) {
            scenarios = try Selector.select(selectors.map(Selector.init), from: library.scenarios)
        } catch {
            throw InvalidInput(error.reason)
        }
        if requirements {
            let inventory = RequirementInventory(library: library, coveredBy: selectors.isEmpty ? nil : scenarios)
            return Console.write(try json ? inventory.json() : inventory.text)
        }
        if endpoints {
            let inventory = EndpointInventory(scenarios: scenarios)
            return Console.write(try json ? inventory.json() : inventory.text())
        }
        var inventory = Inventory(library: library)
        inventory.scenarios = scenarios.map(Inventory.ScenarioLine.init)
        Console.write(try json ? inventory.json() : inventory.text(isWhole: selectors.isEmpty))
    }
}

extension FileSchema {
    /// Every kind in a sentence.
    static var namesInWords: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// Reads the option's value.
    init(argument: String) throws {
        guard let schema = FileSchema(rawValue: argument) else {
            throw ValidationError("there is no schema \"\(argument)\"; there are: \(Self.namesInWords)")
        }
        self = schema
    }
}
