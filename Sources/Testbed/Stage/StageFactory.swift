// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import MockIdentityProvider
import MockTenant
public import ScenarioLanguage
public import ScenarioRunner
import Transport
import Wire

/// Builds a stage of its own for each scenario: fresh doubles, links, store and proxy, on ports that the system chose.
public struct StageFactory: Sendable {
    /// The proxy under judgement.
    public let target: Target
    /// The seed of everything random.
    public let seed: UInt64
    /// The saboteur to put in; nil judges the proxy as it is.
    public let saboteur: (any Saboteur.Type)?
    /// Who stands for the tenant.
    public let source: TenantSource
    /// Variables that the proxies are configured with beside those that a stage needs.
    public var variables: [String: String] = [:]
    let material: RunMaterial

    /// Makes a factory; factories of one run may share their material.
    public init(
        target: Target, seed: UInt64, saboteur: (any Saboteur.Type)? = nil, source: TenantSource = .mock,
        material: RunMaterial
    ) {
        self.target = target
        self.seed = seed
        self.saboteur = saboteur
        self.source = source
        self.material = material
    }

    /// The certificate that everybody on these stages trusts, as PEM text.
    public var certificateAuthorityPEM: String { material.authority.certificatePEM }

    /// Starts a stage for one scenario.
    ///
    /// - Throws: `StageProblem` with `.setup` when the proxy does not start, `.harness` when a double does not.
    public func makeStage(_ scenario: Scenario) async throws -> any Stage {
        let builder = try builder(for: scenario)
        return builder.isLive ? try await builder.buildLive() : try await builder.build()
    }

    /// Builds a stage, for those who do more with it than a scenario may.
    ///
    /// - Throws: `StageProblem`, with `.unsupported` for a deployment with a tenant of its own.
    public func makeTestStage(_ scenario: Scenario) async throws -> TestStage {
        let builder = try builder(for: scenario)
        guard !builder.isLive else {
            throw StageProblem(.unsupported, "the target has a tenant and an identity provider of its own")
        }
        return try await builder.build()
    }

    private func builder(for scenario: Scenario) throws -> StageBuilder {
        let settings = try StageSettings(scenario)
        var seams = StageSeams()
        if !variables.isEmpty { seams.environment = { [variables] in $0.merge(variables) { $1 } } }
        saboteur?.init().sabotage(&seams)
        return StageBuilder(
            target: target, material: material, settings: settings, seams: seams, source: source,
            scenario: scenario.id, seed: seed &+ StageFactory.mix(scenario.id))
    }

    /// Folds a scenario's id into the seed, so that stages differ and yet repeat.
    private static func mix(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

/// Who stands for the tenant on the stages of a run.
public enum TenantSource: Sendable {
    /// The mock tenant.
    case mock
    /// The mock tenant, recorded.
    case recorded(RunRecorder)
    /// A cassette.
    case replayed(RunPlayer)
}
