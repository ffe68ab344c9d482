// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// Puts a record together from the events of a run, in their order.
struct RecordBuilder {
    private var start: RunStart?
    private var requirements: [RequirementRecord] = []
    private var scenarios: [ScenarioRecord] = []
    private var saboteurs: [SaboteurRecord] = []
    private var end: RunEnd?
    private var positions: [String: Int] = [:]

    /// Takes an event in; one about a scenario that was not planned says nothing.
    mutating func take(_ event: RunEvent) {
        switch event {
        case .runStarted(let start): self.start = start
        case .requirement(let requirement): requirements.append(requirement)
        case .scenarioPlanned(let plan):
            positions[plan.id] = scenarios.count
            scenarios.append(ScenarioRecord(plan: plan))
        case .scenarioStarted(let moment): change(moment.scenario) { $0.isStarted = true }
        case .stepStarted(let step): change(step.scenario) { $0.steps.append(StepRecord(label: step.label)) }
        case .stepEnded(let step): change(step.scenario) { $0.end(step) }
        case .check(let check): change(check.scenario) { $0.checks[check.check] = check.holds }
        case .message(let moment): change(moment.scenario) { $0.messages.append(moment.message) }
        case .scenarioEnded(let verdict): change(verdict.scenario) { $0.end = verdict.end }
        case .saboteurJudged(let saboteur): saboteurs.append(saboteur)
        case .runEnded(let end): self.end = end
        }
    }

    /// What the events tell, with the requirements counted; nil before the first.
    var record: RunRecord? {
        guard let start else { return nil }
        var record = RunRecord(start: start)
        record.scenarios = scenarios
        record.saboteurs = saboteurs
        record.end = end
        record.requirements = requirements.map(counted)
        return record
    }

    private func counted(_ requirement: RequirementRecord) -> RequirementRecord {
        let own = scenarios.filter { $0.plan.covers.contains(requirement.id) }
        var counted = requirement
        counted.scenarios = own.map(\.plan.id)
        counted.saboteurs = saboteurs.filter { $0.breaks.contains(requirement.id) }.map(\.name)
        counted.verdict = RequirementCount.verdict(of: Set(own.filter(\.plan.decides).map(\.word)))
        return counted
    }

    private mutating func change(_ scenario: String, _ change: (inout ScenarioRecord) -> Void) {
        if let index = positions[scenario] { change(&scenarios[index]) }
    }
}

extension ScenarioRecord {
    fileprivate mutating func end(_ step: RunEvent.StepMoment) {
        guard let index = steps.lastIndex(where: { $0.label == step.label }) else { return }
        steps[index].seconds = step.seconds
        steps[index].holds = step.holds
    }
}

extension ScenarioPlan {
    /// True if its verdict counts for the requirements that it covers.
    fileprivate var decides: Bool { kind != "observed" }
}
