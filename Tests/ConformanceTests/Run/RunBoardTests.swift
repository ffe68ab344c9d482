// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct RunBoardTests {
    /// The next move in words.
    func move(_ board: inout RunBoard) -> String {
        switch board.next() {
        case .play(let scenario): "play \(scenario.id)"
        case .settle(let result): "settle \(result.scenario.id): \(result.verdict.reason ?? "")"
        case .wait: "wait"
        case .done: "done"
        }
    }

    func board(_ scenarios: [Scenario], features: Set<String> = []) -> RunBoard {
        RunBoard(plan: RunPlan(selected: scenarios, library: scenarios), features: features)
    }

    @Test func aScenarioWaitsForWhatItNeeds() {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"]), scenario("c")]
        var board = board(scenarios)
        #expect(move(&board) == "play a")
        #expect(move(&board) == "play c")
        #expect(move(&board) == "wait")
        board.finish(ScenarioResult(scenario: scenarios[0], verdict: .passed))
        #expect(move(&board) == "play b")
        #expect(move(&board) == "wait")
    }

    @Test func whatNeedsOneThatCannotBeObservedIsPlayed() {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"])]
        var board = board(scenarios)
        #expect(move(&board) == "play a")
        board.finish(ScenarioResult(scenario: scenarios[0], verdict: .skipped(missing: ["not observable here"])))
        #expect(move(&board) == "play b")
    }

    @Test func whatNeedsAFailedOneIsBlockedAndSoIsWhatNeedsThat() {
        let scenarios = [scenario("a"), scenario("b", needs: ["a"]), scenario("c", needs: ["b"])]
        var board = board(scenarios)
        #expect(move(&board) == "play a")
        board.finish(ScenarioResult(scenario: scenarios[0], verdict: .failed(failure("ISOL-03"))))
        #expect(move(&board) == "settle b: a did not pass")
        #expect(move(&board) == "settle c: b did not pass")
        #expect(move(&board) == "done")
    }

    @Test func whatTheTargetDoesNotOfferIsSkippedAndSoIsWhatNeedsIt() {
        let scenarios = [scenario("a", features: ["silent-login", "pages"]), scenario("b", needs: ["a"])]
        var board = board(scenarios, features: ["pages"])
        #expect(move(&board) == "settle a: not offered: silent-login")
        #expect(move(&board) == "settle b: not offered: silent-login")
        #expect(move(&board) == "done")
    }
}
