// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that a user's engine socket is still open at the tenant.
struct TenantStayedConnected: Claim {
    static let name = "stayed-connected"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims that a user's engine socket is still open at the tenant."
    static let example = #"- tenant stayed-connected: { to: ana }"#

    private let user: Template?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if case .map = step.object { _ = try step.object.asMap(["to"]) }
        user = try UserName.read(step.object, key: "to")
    }

    func play(_ scene: Scene) async throws {
        let user = try await scene.user(user)
        let socket = scene.newestSocket(of: user, in: scene.performance.exchanges(.tenant))
        if let socket, socket.socket?.closedBy == nil { return }
        throw StepFailure(
            expected: "an open socket of \(user)", seen: socket == nil ? "none" : "closed", side: .tenant,
            exchanges: socket.map { [$0] } ?? [])
    }
}
