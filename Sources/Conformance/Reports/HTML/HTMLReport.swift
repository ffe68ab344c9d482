// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// The outcome of a run as one page: the verdict, what went wrong with its evidence and a sequence diagram, the
/// requirements by area, and every scenario.
///
/// - Shape: one self-contained document that is also read without its script, which only searches and filters.
public struct HTMLReport: Sendable {
    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The document as text.
    public func text() -> String {
        let title = "\(record.start.target): \(record.headline) · Tenantless"
        let body: Markup = """
            \(RunHeader(record).markup)\(filter)<main>
            \(faults)\(saboteurs)\(RequirementTables(requirements: record.requirements).markup)\(scenarios)</main>

            """
        return HTMLPage(title: title, body: body).text()
    }

    private func card(_ scenario: ScenarioRecord, isOpen: Bool = false) -> Markup {
        ScenarioCard(
            scenario: scenario, again: record.rerun.line(for: scenario.plan.id), requirements: record.requirements,
            isOpen: isOpen, anchor: scenario.plan.id.asAnchor
        ).markup
    }

    /// What somebody must look at comes first, the first of it unfolded.
    private var faults: Markup? {
        let bad = record.scenarios.filter(\.needsALook)
        guard !bad.isEmpty else { return nil }
        let cards: [Markup] = bad.enumerated().map { card($1, isOpen: $0 < 3) }
        return "<section id=\"faults\"><h2>What went wrong</h2>\n\(cards)</section>\n"
    }

    private var scenarios: Markup {
        var areas: [(name: String, cards: [Markup])] = []
        for scenario in record.scenarios where !scenario.needsALook {
            let card = card(scenario)
            if let index = areas.firstIndex(where: { $0.name == scenario.plan.area }) {
                areas[index].cards.append(card)
            } else {
                areas.append((scenario.plan.area, [card]))
            }
        }
        let sections: [Markup] = areas.map { "<section class=\"group\"><h3>\($0.name)</h3>\n\($0.cards)</section>\n" }
        return "<section id=\"scenarios\"><h2>Scenarios</h2>\n\(sections)</section>\n"
    }

    private var saboteurs: Markup? {
        guard !record.saboteurs.isEmpty else { return nil }
        let all: [Markup] = record.saboteurs.map(saboteur)
        return "<section id=\"saboteurs\"><h2>Deliberately broken proxies</h2>\n\(all)</section>\n"
    }

    private func saboteur(_ saboteur: SaboteurRecord) -> Markup {
        let plays: [Markup] = saboteur.plays.enumerated().map { index, play in
            ScenarioCard(
                scenario: ScenarioRecord(play, plan: record.plan(play.scenario)),
                again: record.rerun.line(for: play.scenario, saboteur: saboteur.name),
                requirements: record.requirements, isOpen: record.saboteurs.count == 1 && index == 0,
                anchor: "\(saboteur.name) \(play.scenario)".asAnchor
            ).markup
        }
        let reason: Markup? = plays.isEmpty ? " \(CanaryText(owners: []).markup(saboteur.reason))" : nil
        let isOpen = record.saboteurs.count == 1 || !saboteur.isKilledByOwn
        return """
            <details class="saboteur"\(Markup(trusted: isOpen ? " open" : ""))><summary>\
            <span class="chip \(Tone.of(saboteur.verdict))">\(saboteur.verdict)</span><span class="claim">\(saboteur.summary)\
            <code class="id">\(saboteur.name)</code></span></summary>
            <p>Breaks \(saboteur.breaks.joined(separator: ", ")).\(reason)</p>
            \(plays)</details>

            """
    }

    private var filter: Markup {
        let words = RequirementCount.words.filter { word in
            record.scenarios.contains { $0.word == word } || record.requirements.contains { $0.verdict == word }
        }
        var areas: [String] = []
        for scenario in record.scenarios where !areas.contains(scenario.plan.area) { areas.append(scenario.plan.area) }
        return FilterForm(verdicts: words, areas: areas).markup
    }
}

extension RunRecord {
    /// What the file of a scenario says, as far as it was planned.
    fileprivate func plan(_ id: String) -> ScenarioPlan {
        scenarios.first { $0.plan.id == id }?.plan ?? ScenarioPlan(id: id, title: id, kind: "required")
    }
}

extension ScenarioRecord {
    /// What was played on a sabotaged proxy.
    fileprivate init(_ play: SaboteurRecord.Play, plan: ScenarioPlan) {
        self.init(plan: plan)
        isStarted = true
        steps = play.steps.map { StepRecord(label: $0.label, seconds: $0.seconds, holds: $0.holds) }
        messages = play.messages
        end = play.end
    }
}
