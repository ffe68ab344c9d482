// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims how a user's engine socket was closed by the proxy.
struct TenantWasClosed: Claim {
    static let name = "was-closed"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims how a user's engine socket was closed by the proxy."
    static let example = #"- tenant was-closed: { from: ana, code: 1000 }"#

    private let close: CloseClaim
    private let user: Template?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        close = try CloseClaim(step.object, further: ["from"])
        user = try UserName.read(step.object, key: "from")
    }

    func play(_ scene: Scene) async throws {
        let user = try await scene.user(user)
        try await scene.eventually(on: .tenant, within: close.within) { exchanges in
            try await close.look(scene.newestSocket(of: user, in: exchanges), by: .client, scene)
        }
    }
}
