// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
import ScenarioRunner
import Synchronization
import Transport

/// Plays scenarios on a cassette: each on the recording that is called by its id.
///
/// - Shape: such a recording is what makes a scenario replayable; one without is skipped, and the reason says so.
public final class RunPlayer: Sendable {
    /// What a scenario left of its recording.
    public struct Rest: Sendable {
        /// The scenario.
        public let scenario: String
        /// The requests and messages that the recording had nothing for.
        public let misses: [UnmatchedRequest]
        /// What was recorded and not asked for.
        public let unread: UnreadEntries

        /// Whether the scenario asked for all that was recorded and for nothing else.
        public var isEmpty: Bool { misses.isEmpty && unread.isEmpty }
    }

    private let cassette: Cassette
    private let names: Set<String>
    private let left = Mutex<[Rest]>([])

    /// Opens a cassette.
    ///
    /// - Throws: `CassetteProblem` where it cannot be read.
    public init(path: String) throws {
        cassette = try Cassette(path: path)
        names = Set(try cassette.recordings().map(\.name))
    }

    /// The ids of the scenarios that can be played.
    public var scenarios: Set<String> { names }

    /// What was missed or left, ordered by scenario.
    public var rests: [Rest] {
        left.withLock { $0.sorted { $0.scenario < $1.scenario } }
    }

    /// The recording of one scenario.
    func deck(for scenario: String, random: RandomSource) throws -> ReplayDeck {
        guard names.contains(scenario) else {
            throw StageProblem(.unsupported, "the cassette holds no recording of it")
        }
        return try ReplayDeck(cassette, named: scenario, options: .init(random: { random.bytes($0) }))
    }

    /// Takes notice that a scenario is over.
    func end(_ scenario: String, _ deck: ReplayDeck) {
        do {
            let rest = Rest(scenario: scenario, misses: deck.misses, unread: try deck.unread())
            left.withLock { $0.append(rest) }
        } catch {
            // Only a cassette that can no longer be read gets here, and then the scenario has failed by it already.
        }
    }
}
