// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage
import ScenarioRunner

/// What a scenario asks of its stage under `stage:`, read into what the stage is built from.
struct StageSettings {
    var idle: Duration?
    var absolute: Duration?
    var tenantSwitches: [(String, String)] = []
    var providerSwitches: [(String, String)] = []
    var variables: [String: String] = [:]
    /// Whether the proxy gets its signing key in a file, because the scenario is about changing it there.
    private let usesKeyFile: Bool
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
                let map = try entry.value.asMap(["idle", "absolute"])
                idle = try map["idle"]?.duration()
                absolute = try map["absolute"]?.duration()
            case "tenant": tenantSwitches = try StageSettings.pairs(entry.value)
            case "idp": providerSwitches = try StageSettings.pairs(entry.value)
            case "proxy": variables = Dictionary(try StageSettings.pairs(entry.value)) { _, last in last }
            default: break
            }
        }
    }

    /// The file that the proxy reads its signing key from; nil where it gets the key as text.
    func keyFile(in folder: String) -> String? { usesKeyFile ? folder + "/signing.pem" : nil }

    private static func pairs(_ node: Node) throws -> [(String, String)] {
        try node.asMap().entries.map { ($0.key, $0.value.scalarText ?? "") }
    }
}
