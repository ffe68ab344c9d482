// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// Everything a scenario is played on: browsers, the doubles, the wires, and the proxy under judgement.
///
/// The runner knows the parties only by these protocols, so that it never imports what it judges.
/// Methods throw `StageProblem` only if the harness itself failed; what the proxy does wrong is witnessed, not thrown.
public protocol Stage: Sendable {
    /// What is fixed for the life of the stage.
    var facts: StageFacts { get }
    /// The mock tenant.
    var tenant: any StageTenant { get }
    /// The mock identity provider.
    var identityProvider: any StageIdentityProvider { get }
    /// The clock that proxy and doubles share.
    var clock: any StageClock { get }
    /// The wires between the parties.
    var link: any StageLink { get }
    /// The proxy's session store.
    var store: any StageStore { get }
    /// What the proxy logged.
    var log: any StageLog { get }
    /// The proxy as a process.
    var proxy: any StageProxy { get }

    /// The browser of this name, made at first use: `ana`, or `ana/2` for her second one.
    func browser(_ name: String) async throws -> any StageBrowser
    /// What was seen on one side: `.browser`, `.tenant` or `.identityProvider`.
    func witness(_ side: Side) -> Witness
    /// Every secret that exists by now, from all parties.
    func canaries() async -> [Canary]
    /// Stops everything that was started.
    func close() async
}
