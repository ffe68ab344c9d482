// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims how the user's WebSocket was closed by the other side.
struct UserWasClosed: Claim {
    static let name = "was-closed"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims how the user's WebSocket was closed by the other side."
    static let example = #"- ana was-closed: { code: 4204, reason: { contains: QEP-104 } }"#

    private let close: CloseClaim
    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        close = try CloseClaim(step.object, further: ["on"])
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        _ = try scene.socket(socket)
        try await scene.eventually(on: .browser, within: close.within) { _ in
            try await close.look(scene.socket(socket), by: .server, scene)
        }
    }
}
