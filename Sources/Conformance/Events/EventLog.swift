// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner

/// Writes a run down as it goes, event by event, and keeps what the reports are written from.
///
/// A run that is killed leaves every line that it had come to.
public actor EventLog: RunObserver {
    private let keepsMessages: Bool
    private let isAlone: Bool
    private let write: @Sendable (String) throws -> Void
    private var builder = RecordBuilder()
    private var problem: (any Error)?

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - keepsMessages: true if what passed between the parties is to be told, which takes time to prepare.
    ///   - saboteurs: how many will be let loose; what was played on a single one is told whole.
    ///   - write: takes each line when it happens, with its line end.
    public init(
        keepsMessages: Bool, saboteurs: Int = 0, write: @escaping @Sendable (String) throws -> Void = { _ in }
    ) {
        self.keepsMessages = keepsMessages
        isAlone = saboteurs == 1
        self.write = write
    }

    /// Notes what is known when a run begins.
    public func begin(_ start: RunStart, plan: RunPlan, catalogue: [Requirement]) {
        take(.runStarted(start))
        for requirement in catalogue { take(.requirement(RequirementRecord(requirement))) }
        for scenario in plan.scenarios { take(.scenarioPlanned(ScenarioPlan(scenario))) }
    }

    /// Notes that a scenario begins.
    public func began(_ id: String) {
        take(.scenarioStarted(.init(scenario: id)))
    }

    /// Notes a verdict, after what passed.
    public func ended(_ result: ScenarioResult) {
        let id = result.scenario.id
        let sequence = sequence(result, isWhole: result.verdict.word != "passed")
        for message in sequence.messages { take(.message(.init(scenario: id, message: message))) }
        take(.scenarioEnded(.init(scenario: id, end: ScenarioEnd(result, omitted: sequence.omitted))))
    }

    /// Notes a saboteur's verdict.
    public func judged(_ judgement: SaboteurJudgement) {
        let failed = judgement.results.filter { $0.verdict.word != "passed" }
        let plays = (isAlone ? failed : Array(failed.prefix(1))).map { result in
            let sequence = sequence(result, isWhole: isAlone)
            return SaboteurRecord.Play(
                scenario: result.scenario.id, end: ScenarioEnd(result, omitted: sequence.omitted), steps: result.steps,
                messages: sequence.messages)
        }
        take(.saboteurJudged(SaboteurRecord(judgement, plays: plays)))
    }

    /// Notes the steps and checks of the scenarios as they are played.
    public nonisolated var listener: PlayListener {
        { scenario, moment in await self.take(scenario.id, moment) }
    }

    /// Notes the end of the run.
    ///
    /// - Returns: all that was noted.
    /// - Throws: what went wrong when the lines were written.
    public func finish(_ end: RunEnd) throws -> RunRecord {
        take(.runEnded(end))
        if let problem { throw problem }
        guard let record = builder.record else {
            throw ConformanceError(.unwritableReport, "the run has ended before it began")
        }
        return record
    }

    private func sequence(_ result: ScenarioResult, isWhole: Bool) -> MessageSequence {
        keepsMessages ? result.sequence(isWhole: isWhole) : .empty
    }

    private func take(_ scenario: String, _ moment: PlayMoment) {
        switch moment {
        case .began(let step): take(.stepStarted(.init(scenario: scenario, label: step.label)))
        case .ended(let step, let played):
            take(
                .stepEnded(
                    .init(
                        scenario: scenario, label: step.label, seconds: played.seconds.inMilliseconds,
                        holds: played.holds)))
        case .checked(let check, let holds):
            take(.check(.init(scenario: scenario, check: check.rawValue, holds: holds)))
        }
    }

    private func take(_ event: RunEvent) {
        builder.take(event)
        do {
            try write(try event.line())
        } catch {
            problem = problem ?? error
        }
    }
}
