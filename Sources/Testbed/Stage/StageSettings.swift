// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage
import ScenarioRunner

/// What a scenario asks of its stage under `stage:`, read into what the stage is built from.
struct StageSettings {
    /// Lifetimes and limits by their names in target files.
    var lifetimes: [String: Duration] = [:]
    var limits: [String: Int] = [:]
    var tenantSwitches: [(String, String)] = []
    var providerSwitches: [(String, String)] = []
    var variables: [String: String] = [:]
    /// Whether the proxy gets its signing key in a file, because the scenario is about changing it there.
    let usesKeyFile: Bool
    /// The scenario's names of its users, by the subject that they have at the tenant.
    let nicknames: [String: String]

    init(_ scenario: Scenario) throws {
        let subjects = scenario.users.map { user in
            (user.claims.first { $0.key == "sub" }?.value.scalarText ?? user.name, user.name)
        }
        usesKeyFile = scenario.features.contains("key-file")
        nicknames = Dictionary(subjects) { first, _ in first }
        for entry in scenario.settings {
            switch entry.key {
            case "lifetimes":
                let names = ["idle", "absolute"] + TargetLifetimes.furtherNames
                for entry in try entry.value.asMap(names).entries { lifetimes[entry.key] = try entry.value.duration() }
            case "limits":
                for entry in try entry.value.asMap(Target.limitNames).entries {
                    limits[entry.key] = try entry.value.size()
                }
            case "tenant": tenantSwitches = try StageSettings.pairs(entry.value)
            case "idp": providerSwitches = try StageSettings.pairs(entry.value)
            case "proxy": variables = Dictionary(try StageSettings.pairs(entry.value)) { _, last in last }
            default: break
            }
        }
    }

    /// The file that the proxy reads its signing key from; nil where it gets the key as text.
    func keyFile(in folder: String) -> String? { usesKeyFile ? folder + "/signing.pem" : nil }

    /// The lifetimes as variables: `sign-in` is `signInTimeout`.
    var times: [String: String] {
        Self.variables(lifetimes, suffix: "Timeout") { "\($0.components.seconds)s" }
    }

    /// The limits as variables: `request-line` is `requestLineLimit`.
    var sizes: [String: String] {
        Self.variables(limits, suffix: "Limit") { "\($0)" }
    }

    private static func variables<Value>(
        _ values: [String: Value], suffix: String, _ text: (Value) -> String
    ) -> [String: String] {
        var variables: [String: String] = [:]
        for (name, value) in values {
            let words = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            variables[words.prefix(1).lowercased() + words.dropFirst() + suffix] = text(value)
        }
        return variables
    }

    private static func pairs(_ node: Node) throws -> [(String, String)] {
        try node.asMap().entries.map { ($0.key, $0.value.scalarText ?? "") }
    }
}
