// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Conformance
public import ScenarioLanguage
public import ScenarioRunner
internal import Testbed

/// The scenarios of this package, for the tests of other packages.
///
/// ```swift
/// let suite = try ScenarioSuite()
///
/// @Test(arguments: try ScenarioSuite.scenarios(matching: ["isolation/**"]))
/// func scenario(_ scenario: Scenario) async throws {
///     let result = await suite.play(scenario)
///     #expect(result.verdict.failure == nil, "\(suite.explanation(of: result))")
/// }
/// ```
/// - Shape: each scenario is played on a stage of its own; stages share the authority and the keys of the suite.
///   However many tests ask at once, at most `jobs` scenarios are played at a time.
public struct ScenarioSuite: Sendable {
    /// The proxy under judgement.
    public let target: Target
    /// The seed of everything random.
    public let seed: UInt64
    private let turnstile: Turnstile
    private let playOnStage: ScenarioPlay

    /// How many scenarios are played at a time unless said otherwise: each stage keeps about half a core busy, and a
    /// scenario whose parties wait for a core runs into its time limits.
    public static let standardJobs = 4

    /// Plays against a target; by default the proxy of this package, in this process.
    ///
    /// - Throws: `InvalidScenarios`; a `Diagnostic` if the target file of this package is not valid.
    public init(target: Target? = nil, seed: UInt64 = 1, jobs: Int = ScenarioSuite.standardJobs) throws {
        let target = try target ?? ScenarioSuite.builtIn()
        let factory = StageFactory(target: target, seed: seed, material: try RunMaterial())
        let player = ScenarioPlayer(requirements: try ScenarioSuite.library().requirements)
        self.target = target
        self.seed = seed
        turnstile = Turnstile(places: jobs)
        playOnStage = StagePlay.on(
            { scenario in try await factory.makeStage(scenario) },
            player: { scenario, stage in await player.play(target.addressing(scenario), on: stage) })
    }

    /// The proxy of this package in this process, with every feature it declares.
    ///
    /// - Throws: `Diagnostic` if its file, `Fixtures/Targets/built-in.yaml`, is not valid.
    public static func builtIn() throws(Diagnostic) -> Target {
        let path = TestbedResources.fixtures + "/Targets/built-in.yaml"
        return try TargetParser.parse(try SourceText.read(path).text, file: path)
    }

    /// Reads and checks the scenario files that come with this package.
    ///
    /// - Throws: `InvalidScenarios` if one of them is not valid.
    public static func library() throws -> ScenarioLibrary {
        let (library, diagnostics) = ScenarioLibrary.load(
            paths: [TestbedResources.scenarios], grammar: Vocabulary.grammar)
        guard diagnostics.isEmpty else { throw InvalidScenarios(diagnostics: diagnostics) }
        return library
    }

    /// The scenarios that one of the patterns fits, by id or by the requirements they cover; all without a pattern.
    ///
    /// - Throws: `InvalidScenarios`; a `ConformanceError` for a pattern that fits nothing.
    public static func scenarios(matching patterns: [String] = []) throws -> [Scenario] {
        try Selector.select(patterns.map { Selector($0) }, from: try library().scenarios)
    }

    /// Plays one scenario on a fresh stage and judges it, whatever it needs: scenarios are not played for each other.
    ///
    /// - Returns: the result; `skipped` if the target lacks a feature, `warned` if a scenario that is not required failed.
    public func play(_ scenario: Scenario) async -> ScenarioResult {
        let run = ConformanceRun(plan: RunPlan(selected: [scenario], library: []), features: target.offers)
        let results = await turnstile.pass { await run.results(play: playOnStage) }
        return results.first ?? ScenarioResult(scenario: scenario, verdict: .harnessFailed("it was not played"))
    }

    /// Why a scenario ended as it did, as the command would print it.
    public func explanation(of result: ScenarioResult) -> String {
        result.explanation(again: RerunCommand(seed: seed))
    }
}

/// Scenario files that are not valid, with everything that is wrong with them.
public struct InvalidScenarios: Error, CustomStringConvertible {
    /// What is wrong, with its places.
    public let diagnostics: [Diagnostic]

    /// One line for each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
