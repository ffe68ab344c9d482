// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// The scenarios that a subject is known to fail, each with a reason.
///
/// They are played all the same: one that fails as known does not fail the run, one that passes is stale and does.
///
/// ```yaml
/// - scenario: cookies/isolation-between-users
///   reason: one cookie jar for the whole process
///   link: https://github.com/example/proxy/issues/12
///   date: 2026-11-21
/// ```
public struct KnownFailing: Sendable, Hashable {
    /// One scenario of the list.
    public struct Entry: Sendable, Hashable {
        /// The scenario's id.
        public let scenario: String
        /// Why it fails, in a sentence.
        public let reason: String
        /// Where that is discussed.
        public let link: String?
        /// Since when it is known.
        public let date: String?
        /// Where the entry stands.
        public let place: SourcePlace
    }

    /// The entries in the order of the file.
    public let entries: [Entry]

    /// Nothing is known to fail.
    public static let none = KnownFailing(entries: [])

    /// Makes a list.
    public init(entries: [Entry]) {
        self.entries = entries
    }

    /// The entry for a scenario.
    public subscript(scenario: String) -> Entry? {
        entries.first { $0.scenario == scenario }
    }

    /// Reads a list, and checks its scenarios against those that exist.
    ///
    /// - Returns: the list, and what is wrong with the text; the list is not to be used if that is not empty.
    public static func read(
        _ text: String, file: String, scenarios: [Scenario]
    ) -> (list: KnownFailing, diagnostics: [Diagnostic]) {
        var problems = DiagnosticList()
        let known = scenarios.map(\.id)
        var entries: [Entry] = []
        let nodes = problems.attempt { () throws(Diagnostic) in try YAMLReader.read(text, file: file).asList() } ?? []
        for node in nodes {
            let entry = problems.attempt { () throws(Diagnostic) in try Self.entry(node, scenarios: known) }
            guard let entry else { continue }
            if let first = entries.first(where: { $0.scenario == entry.scenario }) {
                problems.add(
                    Diagnostic(entry.place, "\(entry.scenario) is listed already, at line \(first.place.line)"))
            }
            entries.append(entry)
        }
        return (KnownFailing(entries: entries), problems.sorted)
    }

    private static func entry(_ node: Node, scenarios: [String]) throws(Diagnostic) -> Entry {
        let map = try node.asMap(["scenario", "reason", "link", "date"])
        return Entry(
            scenario: try map.required("scenario").word("scenario", among: scenarios),
            reason: try map.required("reason").string(),
            link: try map["link"]?.string(), date: try map["date"]?.string(), place: node.place)
    }
}
