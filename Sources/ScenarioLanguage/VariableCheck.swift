// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds substitutions that no scope of the scenario offers.
struct VariableCheck {
    let grammar: Grammar
    let users: [UserDeclaration]

    /// Diagnostics for each unknown `<scope.name>` at or below `node`.
    func unknowns(in node: Node) -> [Diagnostic] {
        node.scalars.flatMap { scalar in
            Template(scalar.text, place: scalar.place).variables.compactMap { problem($0, at: scalar.place) }
        }
    }

    private func problem(_ variable: Template.Variable, at place: SourcePlace) -> Diagnostic? {
        let owner = variable.scope.prefix { $0 != "/" }
        let known: [String]
        if users.contains(where: { $0.name == owner }) || owner == "self" {
            known = grammar.userVariables
        } else if let names = grammar.variables[variable.scope] {
            known = names
        } else {
            let scopes = users.map(\.name) + ["self"] + grammar.variables.keys.sorted()
            let nearest = Suggestion.nearest(to: variable.scope, among: scopes)
            return Diagnostic(
                place, "unknown substitution \(variable)", suggestion: nearest.map { "<\($0).\(variable.name)>" })
        }
        guard !known.isEmpty, !known.contains(where: { fits(variable.name, $0) }) else { return nil }
        let nearest = Suggestion.nearest(to: variable.name, among: known)
        return Diagnostic(
            place, "unknown substitution \(variable)", suggestion: nearest.map { "<\(variable.scope).\($0)>" })
    }

    /// A known name that ends with a dot (`tenant-cookie.`) stands for a family.
    private func fits(_ name: String, _ known: String) -> Bool {
        known.hasSuffix(".") ? name.hasPrefix(known) && name != known : name == known
    }
}
