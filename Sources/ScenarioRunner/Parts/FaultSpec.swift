// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A fault with its parameters as a step writes it.
struct FaultSpec: Sendable {
    static let sides: [String: Side] = [
        "browser": .browser, "tenant": .tenant, "idp": .identityProvider, "store": .store,
    ]
    static let parameters = ["by", "after", "rate", "direction"]

    let name: String
    let parameters: [String: StageFaultParameter]

    init(_ map: NodeMap, known: [String]) throws(Diagnostic) {
        name = try map.required("fault").word("fault", among: known)
        var parameters: [String: StageFaultParameter] = [:]
        for entry in map.given(among: Self.parameters) {
            switch entry.key {
            case "by": parameters["by"] = .duration(try entry.value.duration())
            case "direction":
                parameters["direction"] = .word(try entry.value.word("direction", among: ["up", "down"]))
            default: parameters[entry.key] = .bytes(try entry.value.size())
            }
        }
        self.parameters = parameters
    }
}
