// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import ScenarioLanguage
import ScenarioRunner
import Terminal
import Testbed
import Wire

/// Where judge and testbed meet: plays scenarios on real stages.
struct Suite: Sendable {
    /// The words of the scenario language.
    static var grammar: Grammar { Vocabulary.grammar }
    /// The scenarios that come with the package.
    static var scenariosOfThePackage: String { TestbedResources.scenarios }
    /// The target file of the proxy of this package, in process.
    static var builtInTarget: String { TestbedResources.fixtures + "/Targets/built-in.yaml" }

    private let target: Target
    private let seed: UInt64
    private let requirements: [Requirement]
    private let listener: PlayListener?
    private let material: RunMaterial
    private let tenant: TenantOptions.Choice
    /// Records the run, if it is to be recorded.
    let recorder: RunRecorder?

    init(
        target: Target, library: ScenarioLibrary, seed: UInt64, tenant: TenantOptions.Choice,
        listener: PlayListener? = nil
    ) throws {
        self.target = target
        self.seed = seed
        self.tenant = tenant
        requirements = library.requirements
        self.listener = listener
        material = try RunMaterial()
        recorder =
            switch tenant {
            case .recorded(let path): RunRecorder(path: path, folder: material.folder)
            case .mock, .replayed: nil
            }
    }

    /// Starts the target once, so that what is wrong with its description is told once, and nothing is played.
    ///
    /// - Throws: `InvalidInput` with one sentence on what to do.
    func rehearse() async throws {
        guard target.start != .inProcess else { return }
        let place = SourcePlace(file: target.name, line: 1, column: 1)
        let rehearsal = Scenario(id: "rehearsal", title: "The target can be played on", users: [], place: place)
        let factory = StageFactory(target: target, seed: seed, material: material)
        do {
            let stage = try await factory.makeStage(rehearsal)
            do {
                try await signIn(on: stage)
            } catch {
                await stage.close()
                throw error
            }
            await stage.close()
        } catch let problem as StageProblem where problem.code == .setup {
            throw InvalidInput(["setup-failed: \(problem.reason)", "nothing was played"])
        }
    }

    /// Signs somebody in where that takes more than redirects: accounts change, and so do sign-in pages.
    private func signIn(on stage: any Stage) async throws {
        guard case .deployment(let deployment) = target.start, let user = deployment.accounts.keys.min() else { return }
        _ = try await stage.browser(user).signIn(via: target.routes.login, headers: HeaderList())
    }

    /// Plays each scenario on a stage of its own, with the proxy sabotaged if a saboteur is given; the listener is told
    /// of what is played on the proxy as it is.
    func play(sabotagedBy saboteur: (any Saboteur.Type)? = nil) throws -> ScenarioPlay {
        let factory = StageFactory(
            target: target, seed: seed, saboteur: saboteur, source: source(isControl: saboteur == nil),
            material: material)
        let player = ScenarioPlayer(requirements: requirements, listener: saboteur == nil ? listener : nil)
        return StagePlay.on(
            { scenario in try await factory.makeStage(scenario) },
            player: { scenario, stage in await player.play(target.addressing(scenario), on: stage) })
    }

    /// Only what the proxy does as it is gets recorded; a recording is played to the sabotaged too.
    private func source(isControl: Bool) -> TenantSource {
        if case .replayed(let player) = tenant { return .replayed(player) }
        guard isControl, let recorder else { return .mock }
        return .recorded(recorder)
    }
}
