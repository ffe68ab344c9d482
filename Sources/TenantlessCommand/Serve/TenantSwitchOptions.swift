// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import MockTenant
import ScenarioLanguage
import Terminal

/// Sets switches of a tenant that is served: those of a file, then single ones.
struct TenantSwitchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A YAML file with a line NAME: VALUE for each switch to set.", valueName: "file"))
    var switches: String?

    @Option(
        name: .customLong("switch"),
        help: ArgumentHelp(
            "A switch to set, as `tenantless list --switches` names it; may be repeated.", valueName: "name=value"))
    var settings: [String] = []

    /// Whether nothing is to be set.
    var isEmpty: Bool { switches == nil && settings.isEmpty }

    /// The switches that the tenant starts with.
    ///
    /// - Throws: `InvalidInput` with the line, or the setting, that cannot be used.
    func read() throws -> TenantSwitches {
        var result = TenantSwitches()
        if let switches { try Self.apply(switches, to: &result) }
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw InvalidInput("--switch \(setting): expected NAME=VALUE") }
            do throws(TenantSwitchProblem) {
                try result.set(parts[0], to: parts[1])
            } catch {
                throw InvalidInput("--switch \(setting): \(error.reason)")
            }
        }
        return result
    }

    private static func apply(_ path: String, to switches: inout TenantSwitches) throws {
        do throws(Diagnostic) {
            let map = try YAMLReader.read(try SourceText.read(path).text, file: path).asMap(TenantSwitches.names)
            for entry in map.entries {
                let value = try entry.value.string()
                do throws(TenantSwitchProblem) {
                    try switches.set(entry.key, to: value)
                } catch {
                    throw Diagnostic(entry.value.place, error.reason)
                }
            }
        } catch {
            throw InvalidInput(error.description)
        }
    }
}
