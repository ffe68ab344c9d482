// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The scenarios and requirements of some files, checked one by one and against each other.
public struct ScenarioLibrary: Sendable {
    /// The scenarios by id.
    public let scenarios: [Scenario]
    /// The requirements in the order of their files.
    public let requirements: [Requirement]

    /// Makes a library of what is already checked.
    public init(scenarios: [Scenario] = [], requirements: [Requirement] = []) {
        self.scenarios = scenarios
        self.requirements = requirements
    }

    /// The requirement with this id.
    public func requirement(_ id: String) -> Requirement? {
        requirements.first { $0.id == id }
    }

    /// The scenario with this id.
    public func scenario(_ id: String) -> Scenario? {
        scenarios.first { $0.id == id }
    }

    /// Reads and checks all YAML files at or below `paths`.
    ///
    /// - `known`: what is defined elsewhere and may be referred to.
    public static func load(
        paths: [String], grammar: Grammar, known: ScenarioLibrary = ScenarioLibrary()
    ) -> (library: ScenarioLibrary, diagnostics: [Diagnostic]) {
        let (texts, problems) = SourceText.read(paths: paths)
        let (library, diagnostics) = load(texts, grammar: grammar, known: known)
        return (library, problems + diagnostics)
    }

    /// Reads and checks texts.
    public static func load(
        _ texts: [SourceText], grammar: Grammar, known: ScenarioLibrary = ScenarioLibrary()
    ) -> (library: ScenarioLibrary, diagnostics: [Diagnostic]) {
        var diagnostics = DiagnosticList()
        var scenarios: [Scenario] = []
        var requirements: [Requirement] = []
        for text in texts {
            guard let node = diagnostics.attempt({ () throws(Diagnostic) in try read(text) }) else { continue }
            if case .map(let entries, _) = node, entries.contains(where: { $0.key == "requirements" }) {
                requirements += RequirementParser.requirements(node, into: &diagnostics)
            } else if let scenario = ScenarioParser(grammar: grammar).scenario(node, into: &diagnostics) {
                scenarios.append(scenario)
            }
        }
        let library = ScenarioLibrary(
            scenarios: scenarios.sorted { $0.id < $1.id }, requirements: requirements)
        diagnostics.add(contentsOf: LibraryCheck(library: library, known: known).diagnostics)
        return (library, diagnostics.sorted)
    }

    private static func read(_ text: SourceText) throws(Diagnostic) -> Node {
        try YAMLReader.read(text.text, file: text.path)
    }
}
