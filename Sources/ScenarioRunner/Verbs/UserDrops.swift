// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Resets the connection of the user's WebSocket without a close frame.
struct UserDrops: Verb {
    static let name = "drops"
    static let subjects = [SubjectKind.user]
    static let summary = "Resets the connection of the user's WebSocket without a close frame."
    static let example = "- ana drops: socket"

    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if case .map = step.object {
            _ = try step.object.asMap(["on"])
        } else {
            _ = try step.object.word("thing to drop", among: ["socket"])
        }
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        try await scene.browser().dropSocket(socket)
    }
}
