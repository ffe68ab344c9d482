// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a scenario needs of its target without saying so under `features`: the limits and lifetimes that it mentions.
///
/// - Shape: `limit body` for a `<limits.body>`, `settable limit body` for a `stage: { limits: { body: … } }`, and
///   `settable lifetime head` for a `stage: { lifetimes: { head: … } }`. A target offers those that it declares.
enum Demands {
    static func limit(_ name: String) -> String { "limit \(name)" }

    static func settable(limit name: String) -> String { "settable limit \(name)" }

    static func settable(lifetime name: String) -> String { "settable lifetime \(name)" }

    /// The demands of a scenario, each once, in alphabetical order.
    static func of(settings: [Node.Entry], steps: Node?) -> [String] {
        var names: Set<String> = []
        for entry in settings {
            guard case .map(let members, _) = entry.value else { continue }
            switch entry.key {
            case "limits": names.formUnion(members.map { settable(limit: $0.key) })
            case "lifetimes": names.formUnion(members.map { settable(lifetime: $0.key) })
            default: break
            }
        }
        for scalar in steps?.scalars ?? [] {
            let variables = Template(scalar.text, place: scalar.place).variables
            names.formUnion(variables.filter { $0.scope == "limits" }.map { limit($0.name) })
        }
        return names.sorted()
    }
}

extension Target {
    /// Everything that a scenario may need of a target and finds in this one.
    public var offers: Set<String> {
        var names = features.union(limits.keys.map(Demands.limit))
        if areLimitsSettable { names.formUnion(limits.keys.map(Demands.settable(limit:))) }
        if lifetimes.isSettable { names.formUnion(lifetimes.names.map(Demands.settable(lifetime:))) }
        return names
    }
}
