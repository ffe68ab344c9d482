// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads one scenario file.
struct ScenarioParser {
    static let keys = [
        "scenario", "id", "covers", "kind", "why", "needs", "features", "stage", "users", "steps",
    ]

    let grammar: Grammar

    /// The scenario in `node`, nil if it is too broken to be one.
    func scenario(_ node: Node, into diagnostics: inout DiagnosticList) -> Scenario? {
        guard let map = diagnostics.attempt({ () throws(Diagnostic) in try node.asMap() }) else { return nil }
        for entry in map.entries where !Self.keys.contains(entry.key) {
            diagnostics.add(.unknown("key", entry.key, at: entry.keyPlace, known: Self.keys))
        }
        let users = self.users(map["users"], into: &diagnostics)
        let id = diagnostics.attempt { () throws(Diagnostic) in try self.identifier(try map.required("id")) }
        let title = diagnostics.attempt { () throws(Diagnostic) in try map.required("scenario").string() }
        let kind = diagnostics.attempt { () throws(Diagnostic) in try self.kind(map["kind"]) }
        let why = diagnostics.attempt { () throws(Diagnostic) in try map["why"]?.string() }
        let parser = StepParser(grammar: grammar, users: users)
        let steps = diagnostics.attempt { () throws(Diagnostic) in try map.required("steps") }
            .map { parser.steps($0, into: &diagnostics) }
        let covers = texts(map["covers"], into: &diagnostics)
        let needs = texts(map["needs"], into: &diagnostics)
        let features = texts(map["features"], into: &diagnostics)
        let settings = self.settings(map["stage"], into: &diagnostics)
        guard let id, let title, let kind, let steps else { return nil }
        return Scenario(
            id: id, title: title, covers: covers, kind: kind, why: why ?? nil, needs: needs,
            features: features + Demands.of(settings: settings, steps: map["steps"]),
            settings: settings, users: users, steps: steps, place: map["id"]?.place ?? map.place,
            coversPlace: map["covers"]?.place, needsPlace: map["needs"]?.place)
    }

    private func identifier(_ node: Node) throws(Diagnostic) -> String {
        let id = try node.string()
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        let isKebab = parts.count >= 2 && parts.allSatisfy { Self.isKebabCase($0) }
        guard isKebab else {
            throw Diagnostic(node.place, "expected an id such as \"cookies/isolation-between-users\", found \"\(id)\"")
        }
        return id
    }

    static func isKebabCase(_ text: Substring) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    }

    private func kind(_ node: Node?) throws(Diagnostic) -> Scenario.Kind {
        guard let node else { return .required }
        let word = try node.word("kind", among: Scenario.Kind.allCases.map(\.rawValue))
        return Scenario.Kind(rawValue: word) ?? .required
    }

    private func texts(_ node: Node?, into diagnostics: inout DiagnosticList) -> [String] {
        guard let node else { return [] }
        return diagnostics.attempt { () throws(Diagnostic) in try node.strings() } ?? []
    }

    private func settings(_ node: Node?, into diagnostics: inout DiagnosticList) -> [Node.Entry] {
        guard let node else { return [] }
        let map = diagnostics.attempt { () throws(Diagnostic) in try node.asMap(grammar.settings, what: "setting") }
        return map?.entries ?? []
    }

    private func users(_ node: Node?, into diagnostics: inout DiagnosticList) -> [UserDeclaration] {
        guard let node else { return [] }
        guard let map = diagnostics.attempt({ () throws(Diagnostic) in try node.asMap() }) else { return [] }
        return map.entries.flatMap { entry in
            // A user whose entry is wrong is still declared, so that the steps are not wrong as well.
            diagnostics.attempt { () throws(Diagnostic) in try UserParser.users(entry) }
                ?? [UserDeclaration(name: entry.key)]
        }
    }
}
