// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

extension Inquest {
    /// What passed, message by message, with what the failure was seen by marked.
    func sequence(_ stop: (any Error)?, isWhole: Bool) -> MessageSequence {
        let (suspects, step) = blame(stop)
        let evidence = Set(suspects.map(SequenceKey.init))
        let known = Set(own.map(SequenceKey.init))
        let told = own + suspects.filter { !known.contains(SequenceKey($0)) }
        let maker = SequenceMaker(
            facts: facts, steps: moments, choice: SequenceChoice(evidence: evidence, failingStep: step),
            masking: masking)
        return maker.sequence(
            told.sorted { $0.startedAt < $1.startedAt },
            limit: isWhole ? SequenceMaker.longest : SequenceMaker.shortest)
    }

    /// The exchanges at fault, each once, and the step that failed.
    private func blame(_ stop: (any Error)?) -> (suspects: [WitnessedExchange], step: Int?) {
        var suspects: [WitnessedExchange] = []
        var step: Int?
        switch stop {
        case let stop as StepPlayer.Stop:
            step = stop.step.number
            if let failure = stop.cause as? StepFailure { suspects += failure.suspects }
        case let failure as StepFailure: suspects += failure.suspects
        default: break
        }
        suspects += findings.compactMap(\.exchange).prefix(3)
        var known: Set<SequenceKey> = []
        return (suspects.filter { known.insert(SequenceKey($0)).inserted }, step)
    }
}
