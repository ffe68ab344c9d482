// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// Takes each request of the server through witness, script, gate and endpoint.
struct TenantHandler: DoubleHandler {
    let core: TenantCore

    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
        let exchange = TenantExchange(core: core, request: request, writer: writer)
        try await exchange.run()
    }

    func malformed(_ problem: MalformedRequest) async {
        let id = core.witness.begin(
            WitnessedExchange(
                id: 0, side: .tenant, connection: problem.connection, actor: nil,
                request: WitnessedRequest(method: "", target: "", headers: [:], body: .empty),
                startedAt: MonotonicTime.now))
        core.witness.update(id) { exchange in
            exchange.outcome = .malformed
            exchange.facts["malformed"] = problem.error.reason
            exchange.endedAt = MonotonicTime.now
        }
    }
}
