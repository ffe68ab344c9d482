// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioLanguage

/// Explains the things of a suite by their ids.
struct Explanation {
    let library: ScenarioLibrary

    /// The explanation, nil if nothing has this id; a verb of several kinds of subject has one paragraph for each.
    func text(for id: String) -> String? {
        if let scenario = library.scenario(id) { return text(scenario) }
        if let requirement = library.requirement(id) { return text(requirement) }
        if let saboteur = SaboteurEntry.all.first(where: { $0.name == id }) { return text(saboteur) }
        if let defect = DefectCatalogue.defect(named: id) { return text(defect) }
        if let module = ConformanceModule.all.first(where: { $0.name == id }) { return text(module) }
        let verbs = Suite.grammar.verbs.filter { $0.name == id }
        return verbs.isEmpty ? nil : verbs.map(text).joined(separator: "\n")
    }

    /// A scenario by which the thing of this id is seen: itself, or the shortest that tests the requirement, that
    /// catches the saboteur, or that uses the verb or defect.
    func scenario(showing id: String) -> Scenario? {
        if let scenario = library.scenario(id) { return scenario }
        let breaks = SaboteurEntry.all.first { $0.name == id }?.breaks ?? [id]
        let covering = library.scenarios.filter { scenario in scenario.covers.contains(where: breaks.contains) }
        let using = library.scenarios.filter { scenario in scenario.steps.contains { $0.speaks(of: id) } }
        return (covering.isEmpty ? using : covering).min { $0.steps.count < $1.steps.count }
    }

    /// The id that was probably meant.
    func nearest(to id: String) -> String? {
        let ids =
            library.scenarios.map(\.id) + library.requirements.map(\.id) + SaboteurEntry.all.map(\.name)
            + Suite.grammar.verbs.map(\.name) + DefectCatalogue.all.map(\.name) + ConformanceModule.all.map(\.name)
        return Suggestion.nearest(to: id, among: ids)
    }

    private func text(_ scenario: Scenario) -> String {
        var fields = [("scenario", scenario.id), ("claim", scenario.title), ("kind", scenario.kind.rawValue)]
        fields += scenario.covers.map { ("covers", "\($0): \(library.requirement($0)?.statement ?? "")") }
        if let why = scenario.why { fields.append(("why", why)) }
        if !scenario.needs.isEmpty { fields.append(("needs", scenario.needs.joined(separator: ", "))) }
        if !scenario.features.isEmpty { fields.append(("features", scenario.features.joined(separator: ", "))) }
        fields.append(("file", "\(scenario.place)"))
        return Self.lines(fields)
    }

    private func text(_ requirement: Requirement) -> String {
        var fields = [
            ("requirement", requirement.id), ("level", requirement.level.rawValue),
            ("statement", requirement.statement),
            ("source", requirement.source), ("stimulus", requirement.stimulus), ("observed", requirement.observe),
            ("must catch", requirement.mutant),
        ]
        if !requirement.features.isEmpty { fields.append(("features", requirement.features.joined(separator: ", "))) }
        let covering = library.scenarios.filter { $0.covers.contains(requirement.id) }
        fields += covering.compactMap(\.why).map { ("why", $0) }
        let ids = covering.map(\.id).joined(separator: ", ")
        fields.append(("scenarios", ids.isEmpty ? "none yet" : ids))
        let breaking = SaboteurEntry.all.filter { $0.breaks.contains(requirement.id) }.map(\.name)
        fields.append(("saboteurs", breaking.isEmpty ? "none yet" : breaking.joined(separator: ", ")))
        return Self.lines(fields)
    }

    private func text(_ saboteur: SaboteurEntry) -> String {
        Self.lines(
            [("saboteur", saboteur.name), ("defect", saboteur.summary)]
                + saboteur.breaks.map { ("breaks", "\($0): \(library.requirement($0)?.statement ?? "")") }
                + [("see it caught", "tenantless verify --saboteur \(saboteur.name)")])
    }

    private func text(_ defect: IdentityDefect) -> String {
        Self.lines([
            ("defect", defect.name), ("does", defect.summary), ("spoils", "the \(defect.place.rawValue)"),
            ("source", defect.source), ("relying party", defect.duty.rawValue),
            ("test module", defect.testModule ?? "none, this one is our own"),
            ("in a scenario", example(of: defect)),
            ("issuer", "\(defect.issuerName), at `tenantless serve idp`"),
        ])
    }

    private func example(of defect: IdentityDefect) -> String {
        defect.place == .logoutToken
            ? "idp posts: { logout-token: ana, defect: \(defect.name) }"
            : "idp answers: { defect: \(defect.name) }"
    }

    private func text(_ module: ConformanceModule) -> String {
        let line = DefectInventory.ModuleLine(module)
        return Self.lines([
            ("test module", line.name), ("profiles", line.profiles.joined(separator: ", ")), ("played by", line.play),
        ])
    }

    private func text(_ verb: VerbSignature) -> String {
        Self.lines([
            ("verb", verb.name), ("subjects", verb.subjects.map(\.rawValue).joined(separator: ", ")),
            ("does", verb.isAssertion ? "asserts" : "acts"), ("meaning", verb.summary), ("example", verb.example),
        ])
    }

    private static func lines(_ fields: [(String, String)]) -> String {
        fields.map { name, value in
            "\(name)\(String(repeating: " ", count: max(1, 15 - name.count)))\(value)\n"
        }.joined()
    }
}

extension Step {
    /// True if it uses the verb, or names the defect.
    fileprivate func speaks(of id: String) -> Bool {
        if case .together(_, _, let steps) = body { return steps.contains { $0.speaks(of: id) } }
        return verb == id || object.scalars.contains { $0.text == id }
    }
}
