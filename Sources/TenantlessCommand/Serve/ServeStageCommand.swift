// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import ScenarioLanguage
import ScenarioRunner
import Terminal
import Testbed

/// Serves tenant, identity provider and proxy together, and tells how to reach them by hand.
struct ServeStageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Serves all parties on loopback, and prints URLs, users, the CA file and curl lines to try.")

    @Option(help: ArgumentHelp("The proxy to serve, a file as in Fixtures/Targets.", valueName: "file"))
    var target: String?

    @Option(name: .customLong("user"), help: "A user who can sign in; may be repeated.")
    var users: [String] = ["ana", "ben"]

    @Option(help: "The seed of everything random.")
    var seed: UInt64 = 1

    @Option(
        name: .customLong("proxy"),
        help: ArgumentHelp(
            "A variable that the proxy is configured with; may be repeated.", discussion: "As in `serve proxy --help`.",
            valueName: "name=value"))
    var variables: [String] = []

    @OptionGroup var control: ControlOptions

    @OptionGroup var data: DataOptions

    func run() async throws {
        let material = try data.material()
        var factory = StageFactory(target: try TargetFile.load(target), seed: seed, material: material)
        factory.variables = try readVariables()
        let stage = try await start(factory)
        var jars: [(user: String, file: String)] = []
        for user in users {
            try await stage.browser(user).prepare(user: UserDeclaration(name: user))
            let jar = "\(material.folder)/\(user).jar"
            try TextFile.write(CurlJar.primed(for: user, issuer: stage.facts.issuer), to: jar)
            jars.append((user, jar))
        }
        let control = try await control.start { try await stage.startControl() }
        let card = StageCard(
            facts: stage.facts, trustFile: material.trustFile, jars: jars, control: control?.card(width: 19) ?? [])
        await Interruption.wait(telling: card.text)
        await control?.stop()
        await stage.close()
    }

    private func readVariables() throws -> [String: String] {
        var result: [String: String] = [:]
        for text in variables {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw InvalidInput("--proxy \(text): expected NAME=VALUE")
            }
            result[parts[0]] = parts[1]
        }
        return result
    }

    private func start(_ factory: StageFactory) async throws -> TestStage {
        let place = SourcePlace(file: "serve", line: 1, column: 1)
        let scenario = Scenario(
            id: "serve/stage", title: "A person plays", users: users.map { UserDeclaration(name: $0) }, place: place)
        do {
            return try await factory.makeTestStage(scenario)
        } catch let problem as StageProblem where problem.code != .harness {
            throw InvalidInput(problem.reason)
        }
    }
}
