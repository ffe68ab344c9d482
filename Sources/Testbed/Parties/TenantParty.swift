// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import MockTenant
import ScenarioRunner
import Transport
import Wire

/// Whoever stands for the tenant on a stage.
protocol TenantParty: Sendable {
    /// Where it is reached, behind the link.
    var endpoint: Endpoint { get }
    /// Who watches the link to it, if anybody does.
    var tap: (any LinkTap)? { get }
    /// What was seen on its side.
    var witness: Witness { get }
    /// The mock tenant, where it is one.
    var mock: MockTenant? { get }

    /// Every secret that it handed out or received so far.
    func canaries() -> [Canary]
    /// The tenant as scenarios drive it; `gate` lets connections in.
    func driver(gate: Gate) -> any StageTenant
    /// Stops it; the link has ended by then.
    func stop() async
}

/// The mock tenant, recorded or not.
struct MockTenantParty: TenantParty {
    let tenant: MockTenant
    let recording: StageRecording?

    var endpoint: Endpoint { tenant.endpoint }
    var tap: (any LinkTap)? { recording?.tap }
    var witness: Witness { tenant.witness }
    var mock: MockTenant? { tenant }

    func canaries() -> [Canary] { tenant.canaries() }

    func driver(gate: Gate) -> any StageTenant {
        TenantDriver(tenant: tenant, gate: gate, switches: tenant.switches)
    }

    func stop() async {
        await tenant.stop()
        await recording?.end(knowing: tenant.canaries())
    }
}
