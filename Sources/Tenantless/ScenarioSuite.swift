// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage
public import ScenarioRunner
import Testbed

/// The scenarios of this package, for the tests of other packages.
///
/// ```swift
/// @Test(arguments: try ScenarioSuite.scenarios(matching: "isolation/**"))
/// func scenario(_ scenario: Scenario) async throws {
///     let result = try await suite.play(scenario)
///     #expect(result.verdict.failure == nil)
/// }
/// ```
/// - Shape: each scenario is played on a stage of its own; stages share the authority and the keys of the suite.
public struct ScenarioSuite: Sendable {
    private let factory: StageFactory
    private let player: ScenarioPlayer

    /// Plays against a target; by default the proxy of this package, in this process.
    public init(target: Target = ScenarioSuite.builtIn, seed: UInt64 = 1) throws {
        factory = StageFactory(target: target, seed: seed, material: try RunMaterial())
        player = ScenarioPlayer(requirements: try ScenarioSuite.library().requirements)
    }

    /// The proxy of this package in this process, with every feature it declares.
    public static let builtIn = Target(
        name: "built-in", start: .inProcess,
        features: ["logout", "renewal", "csrf-fetch", "websocket", "single", "capability-api", "store-faults"],
        lifetimes: TargetLifetimes(idle: .seconds(1800), absolute: .seconds(86_400), isSettable: true),
        store: "sqlite", logs: "captured")

    /// Reads and checks the scenario files that come with this package.
    ///
    /// - Throws: `InvalidScenarios` if one of them is not valid.
    public static func library() throws -> ScenarioLibrary {
        let (library, diagnostics) = ScenarioLibrary.load(
            paths: [TestbedResources.scenarios], grammar: Vocabulary.grammar)
        guard diagnostics.isEmpty else { throw InvalidScenarios(diagnostics: diagnostics) }
        return library
    }

    /// Plays one scenario on a fresh stage and judges it.
    public func play(_ scenario: Scenario) async throws -> ScenarioResult {
        let stage = try await factory.makeStage(scenario)
        let result = await player.play(scenario, on: stage)
        await stage.close()
        return result
    }
}

/// Scenario files that are not valid, with everything that is wrong with them.
public struct InvalidScenarios: Error, CustomStringConvertible {
    /// What is wrong, with its places.
    public let diagnostics: [Diagnostic]

    /// One line for each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
