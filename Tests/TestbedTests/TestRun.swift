// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testbed
import Wire

/// Stages for the tests of this target: the built-in proxy, one shared authority.
enum TestRun {
    static let material = Result { try RunMaterial() }

    static func factory(seed: UInt64 = 1, source: TenantSource = .mock) throws -> StageFactory {
        let path = TestbedResources.fixtures + "/Targets/built-in.yaml"
        let target = try TargetParser.parse(try SourceText.read(path).text, file: path)
        return StageFactory(target: target, seed: seed, source: source, material: try material.get())
    }

    static func stage(seed: UInt64 = 1, id: String = "tests/stage") async throws -> any Stage {
        try await factory(seed: seed).makeStage(scenario(id: id))
    }

    /// Runs `body` on a stage and closes it, whatever happens.
    static func onStage(_ body: (any Stage) async throws -> Void) async throws {
        let stage = try await stage()
        do {
            try await body(stage)
        } catch {
            await stage.close()
            throw error
        }
        await stage.close()
    }

    /// A scenario in which nothing happens, on a stage of these settings, each written as YAML.
    static func scenario(id: String, settings: [String: String] = [:]) throws -> Scenario {
        let entries = try settings.map { key, text in
            try YAMLReader.read("\(key): \(text)", file: "test.yaml").asMap().entries[0]
        }
        return Scenario(
            id: id, title: "Nothing happens", settings: entries,
            place: SourcePlace(file: "test.yaml", line: 1, column: 1))
    }

    /// The client and session secrets that the proxy of a stage is configured with.
    static func configuredSecrets(seed: UInt64, id: String) async throws -> Set<String> {
        let stage = try await stage(seed: seed, id: id)
        let secrets = await stage.canaries().filter { [.clientSecret, .sessionSecret].contains($0.kind) }
        await stage.close()
        return Set(secrets.map(\.value))
    }
}
