// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Testbed

/// Who stands for the tenant while scenarios are played.
struct TenantOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Record what passes to and from the mock tenant, each scenario by itself, into this cassette.",
            valueName: "file"))
    var record: String?

    @Option(
        help: ArgumentHelp(
            "Let this cassette answer in the tenant's place.",
            discussion: """
                Each scenario is played on the recording that is called by its id, as --record makes them; without a \
                selector, those are played of which there is one. With --strict, what was recorded and not asked for \
                fails the run.
                """,
            valueName: "file"))
    var cassette: String?

    func validate() throws {
        guard record == nil || cassette == nil else {
            throw ValidationError("--record and --cassette exclude each other.")
        }
    }

    /// What was chosen.
    enum Choice: Sendable {
        /// The mock tenant.
        case mock
        /// The mock tenant, recorded into this file.
        case recorded(String)
        /// A cassette.
        case replayed(RunPlayer)

        /// The scenarios to play, where nothing was said of them.
        func selectors(_ given: [String]) -> [String] {
            guard given.isEmpty, case .replayed(let player) = self else { return given }
            return player.scenarios.sorted()
        }
    }

    /// Opens what was chosen.
    ///
    /// - Throws: `CassetteProblem`.
    func choice() throws -> Choice {
        if let record { return .recorded(record) }
        guard let cassette else { return .mock }
        return .replayed(try RunPlayer(path: cassette))
    }

    /// The options that another run needs to be the same.
    var toRepeat: [String] { cassette.map { ["--cassette", $0] } ?? [] }
}

extension RunPlayer {
    /// Whether something of the recordings was not asked for, or something was asked for that they lack.
    var isIncomplete: Bool { !rests.allSatisfy(\.isEmpty) }

    /// What a person wants to know of it, empty where every recording was played to its end.
    var text: String {
        rests.map { rest in
            rest.misses.map { "\(rest.scenario): \($0.description)\n" }.joined()
                + (rest.unread.isEmpty ? "" : "\(rest.scenario): \(rest.unread.text)")
        }.joined()
    }
}
