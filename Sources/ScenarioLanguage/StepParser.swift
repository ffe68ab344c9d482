// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads the `steps:` list: sentences, and groups of sentences under `together:`.
struct StepParser {
    static let groupKeys = ["times", "at-once", "steps"]

    let grammar: Grammar
    let users: [UserDeclaration]

    func steps(_ node: Node, prefix: String = "", into diagnostics: inout DiagnosticList) -> [Step] {
        guard let nodes = diagnostics.attempt({ () throws(Diagnostic) in try node.asList() }) else { return [] }
        var steps: [Step] = []
        for (index, node) in nodes.enumerated() {
            if let step = step(node, label: "\(prefix)\(index + 1)", into: &diagnostics) { steps.append(step) }
        }
        return steps
    }

    private func step(_ node: Node, label: String, into diagnostics: inout DiagnosticList) -> Step? {
        switch node {
        case .scalar(let sentence, _, let place):
            let entry = Node.Entry(
                key: sentence, keyPlace: place, value: .scalar("", isQuoted: false, place: place))
            return self.sentence(entry, expect: nil, label: label, into: &diagnostics)
        case .list(_, let place):
            diagnostics.add(Diagnostic(place, "expected a step such as \"ana gets: /\", found a list"))
            return nil
        case .map(let entries, let place):
            return step(entries, place: place, label: label, into: &diagnostics)
        }
    }

    private func step(
        _ entries: [Node.Entry], place: SourcePlace, label: String, into diagnostics: inout DiagnosticList
    ) -> Step? {
        let sentences = entries.filter { $0.key != "expect" }
        guard let first = sentences.first else {
            diagnostics.add(Diagnostic(place, "a step needs a sentence such as \"ana gets: /\""))
            return nil
        }
        guard sentences.count == 1 else {
            let extra = sentences[1]
            diagnostics.add(.unknown("key", extra.key, at: extra.keyPlace, known: ["expect"]))
            return nil
        }
        let expect = entries.first { $0.key == "expect" }
        if first.key == "together" {
            if let expect {
                diagnostics.add(Diagnostic(expect.keyPlace, "\"together\" has no expect of its own; its steps have"))
            }
            return together(first, label: label, into: &diagnostics)
        }
        return sentence(first, expect: expect?.value, label: label, into: &diagnostics)
    }

    private func together(_ entry: Node.Entry, label: String, into diagnostics: inout DiagnosticList) -> Step? {
        let header = diagnostics.attempt { () throws(Diagnostic) -> (times: Quantity, atOnce: Int?, steps: Node) in
            let map = try entry.value.asMap(Self.groupKeys)
            return (
                try map["times"].map(Quantity.init) ?? Quantity(1), try map["at-once"]?.count(),
                try map.required("steps")
            )
        }
        guard let header else { return nil }
        if header.atOnce == 0 { diagnostics.add(Diagnostic(entry.keyPlace, "at-once must be 1 or more")) }
        let steps = steps(header.steps, prefix: "\(label).", into: &diagnostics)
        for inner in steps {
            if case .together = inner.body {
                diagnostics.add(Diagnostic(inner.place, "\"together\" cannot stand inside \"together\""))
            }
        }
        return Step(
            place: entry.keyPlace, label: label, subject: .party(.everyone), verb: "together", object: entry.value,
            body: .together(times: header.times, atOnce: header.atOnce, steps: steps))
    }

    private func sentence(
        _ entry: Node.Entry, expect: Node?, label: String, into diagnostics: inout DiagnosticList
    ) -> Step? {
        let words = entry.key.split(separator: " ").map(String.init)
        guard words.count == 2 else {
            diagnostics.add(Diagnostic(entry.keyPlace, "expected SUBJECT and verb, found \"\(entry.key)\""))
            return nil
        }
        guard let subject = diagnostics.attempt({ () throws(Diagnostic) in try subject(words[0], entry.keyPlace) }),
            let verb = diagnostics.attempt({ () throws(Diagnostic) in try verb(words[1], of: subject, in: entry) })
        else { return nil }
        let step = Step(
            place: entry.keyPlace, label: label, subject: subject, verb: verb.name, object: entry.value,
            expect: expect, isAssertion: verb.isAssertion)
        let variables = VariableCheck(grammar: grammar, users: users)
        diagnostics.add(contentsOf: variables.unknowns(in: entry.value))
        if let expect { diagnostics.add(contentsOf: variables.unknowns(in: expect)) }
        _ = diagnostics.attempt { () throws(Diagnostic) in try verb.check(step) }
        return step
    }

    private func subject(_ word: String, _ place: SourcePlace) throws(Diagnostic) -> Subject {
        let name = String(word.prefix { $0 != "/" })
        if users.contains(where: { $0.name == name || $0.crowd == name }) { return .user(word) }
        if let kind = SubjectKind(rawValue: word), kind != .user { return .party(kind) }
        let parties = SubjectKind.allCases.filter { $0 != .user }.map(\.rawValue)
        throw Diagnostic.unknown("subject", word, at: place, known: users.map(\.name) + parties)
    }

    private func verb(
        _ word: String, of subject: Subject, in entry: Node.Entry
    ) throws(Diagnostic) -> VerbSignature {
        let kind = subject.kind
        if let verb = grammar.verb(word, for: kind) { return verb }
        if kind == .everyone, let verb = grammar.verb(word, for: .user) { return verb }
        let place = SourcePlace(
            file: entry.keyPlace.file, line: entry.keyPlace.line,
            column: entry.keyPlace.column + subject.description.unicodeScalars.count + 1)
        let own = grammar.verbs.filter { $0.subjects.contains(kind == .everyone ? .user : kind) }.map(\.name)
        if grammar.verbs.contains(where: { $0.name == word }) {
            throw Diagnostic(
                place, "\"\(word)\" is not something that \(subject) can do",
                suggestion: Suggestion.nearest(to: word, among: own))
        }
        if let meant = grammar.verbs.first(where: { $0.synonyms.contains(word) && own.contains($0.name) }) {
            throw Diagnostic(place, "unknown verb \"\(word)\"", suggestion: meant.name)
        }
        throw Diagnostic.unknown("verb", word, at: place, known: own)
    }
}
