// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Testing
import Transport

/// Spoilt octets from either side: no crash, no hang, and nobody sees what is another's.
///
/// A few hundred inputs with every run of the tests; `ci/fuzz` goes on for as long as it is told.
@Suite struct ForwardingFuzzTests {
    @Test func spoiltRequestsHarmNobodyElse() async throws {
        let tenant = JudgingTenant()
        let server = try await DoubleServer.start(logger: Logger(label: "tenant"), handler: tenant)
        try await FuzzRig.with(tenantPort: server.port) { rig in
            try await FuzzPlan.current.play("browser", BrowserSide(rig: rig, tenant: tenant))
        }
        await server.stop()
    }

    @Test func spoiltAnswersHarmNobodyElse() async throws {
        let tenant = SpoilingTenant()
        let server = try await ConnectionServer.start { _, connection in await tenant.serve(connection) }
        try await FuzzRig.with(tenantPort: server.port) { rig in
            try await FuzzPlan.current.play("tenant", TenantSide(rig: rig, tenant: tenant))
        }
        await server.stop()
    }
}
