// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner

/// Plays one scenario and says how it ended; never throws, because a thrown error is a verdict too.
public typealias ScenarioPlay = @Sendable (Scenario) async -> ScenarioResult

/// Builds the stage for one scenario.
public typealias StageMaker = @Sendable (Scenario) async throws -> any Stage

/// Turns "build a stage, play on it, close it" into a `ScenarioPlay`.
public enum StagePlay {
    /// A play on a stage of the scenario's own.
    public static func on(
        _ makeStage: @escaping StageMaker,
        player: @escaping @Sendable (Scenario, any Stage) async -> ScenarioResult
    ) -> ScenarioPlay {
        { scenario in
            do {
                let stage = try await makeStage(scenario)
                let result = await player(scenario, stage)
                await stage.close()
                return result
            } catch {
                return ScenarioResult(scenario: scenario, verdict: verdict(for: error))
            }
        }
    }

    private static func verdict(for error: any Error) -> Verdict {
        guard let problem = error as? StageProblem else {
            return .harnessFailed("the stage could not be built: \(error)")
        }
        switch problem.code {
        case .unsupported: return .skipped(missing: [problem.reason])
        case .setup: return .setupFailed(Failure(summary: problem.reason, label: "stage"))
        case .harness: return .harnessFailed("the stage could not be built: \(problem.reason)")
        }
    }
}
