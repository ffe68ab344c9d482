// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Plays steps one after the other, and groups of them at once.
struct StepPlayer {
    let performance: Performance
    var listener: PlayListener?

    /// A step that did not come out as it must, with what was thrown.
    struct Stop: Error {
        let step: Step
        let actor: String
        let cause: any Error
    }

    /// Plays all steps.
    ///
    /// - Throws: `Stop` at the first step that fails.
    func play(_ steps: [Step]) async throws {
        for step in steps {
            let start = ContinuousClock.now
            performance.begin(step)
            await listener?(performance.scenario, .began(step))
            do {
                try await playWhole(step)
            } catch {
                await end(step, since: start, holds: false)
                throw error
            }
            await end(step, since: start, holds: true)
        }
    }

    private func number(_ times: Quantity, in step: Step) throws -> Int {
        do {
            return try Scene(performance: performance, step: step, actor: "").number(times)
        } catch {
            throw Stop(step: step, actor: "", cause: error)
        }
    }

    private func playWhole(_ step: Step) async throws {
        switch step.body {
        case .action: try await play(step)
        case .together(let times, let atOnce, let inner):
            try await playTogether(inner, times: try number(times, in: step), atOnce: atOnce)
        }
    }

    private func end(_ step: Step, since start: ContinuousClock.Instant, holds: Bool) async {
        let played = PlayedStep(label: step.label, seconds: (.now - start) / .seconds(1), holds: holds)
        performance.end(played)
        await listener?(performance.scenario, .ended(step, played))
    }

    private func play(_ step: Step) async throws {
        for actor in actors(of: step) { try await play(step, actor) }
    }

    private func play(_ step: Step, _ actor: String) async throws {
        guard let verb = Vocabulary.verb(step) else {
            throw Stop(step: step, actor: actor, cause: StageProblem(.harness, "no verb \"\(step.verb)\""))
        }
        do {
            try await verb.init(step).play(Scene(performance: performance, step: step, actor: actor))
        } catch {
            throw Stop(step: step, actor: actor, cause: error)
        }
    }

    /// Who acts: one user, each member of a crowd, or all declared users.
    private func actors(of step: Step) -> [String] {
        switch step.subject {
        case .user(let name): performance.names(of: name)
        case .party(.everyone): performance.scenario.users.map(\.name)
        case .party: [""]
        }
    }

    /// Plays every step for every actor `times` times, at most `atOnce` at a time; all are played to the end.
    ///
    /// - Throws: the `Stop` that came first in the order of the file.
    private func playTogether(_ steps: [Step], times: Int, atOnce: Int?) async throws {
        var parts: [(step: Step, actor: String)] = []
        for _ in 0..<times {
            for step in steps { parts += actors(of: step).map { (step, $0) } }
        }
        var stops: [(index: Int, stop: Stop)] = []
        await withTaskGroup(of: (Int, Stop?).self) { group in
            var next = 0
            func add() {
                guard next < parts.count else { return }
                let (index, part) = (next, parts[next])
                next += 1
                group.addTask { (index, await attempt(part.step, part.actor)) }
            }
            for _ in 0..<min(atOnce ?? parts.count, parts.count) { add() }
            for await (index, stop) in group {
                if let stop { stops.append((index, stop)) }
                add()
            }
        }
        if let first = stops.min(by: { $0.index < $1.index }) { throw first.stop }
    }

    private func attempt(_ step: Step, _ actor: String) async -> Stop? {
        do {
            try await play(step, actor)
            return nil
        } catch let stop as Stop {
            return stop
        } catch {
            return Stop(step: step, actor: actor, cause: error)
        }
    }
}

extension Vocabulary {
    /// The verb of a step.
    static func verb(_ step: Step) -> (any Verb.Type)? {
        let kinds: [SubjectKind] = step.subject.kind == .everyone ? [.everyone, .user] : [step.subject.kind]
        return verbs.first { verb in verb.name == step.verb && verb.subjects.contains(where: kinds.contains) }
    }
}
