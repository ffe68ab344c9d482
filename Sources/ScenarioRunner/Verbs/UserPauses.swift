// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Stops taking bytes from the user's WebSocket.
struct UserPauses: Verb {
    static let name = "pauses"
    static let subjects = [SubjectKind.user]
    static let summary = "Stops taking bytes from the user's WebSocket."
    static let example = "- ana pauses: reading"

    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if case .map = step.object {
            _ = try step.object.asMap(["on"])
        } else {
            _ = try step.object.word("thing to do", among: ["reading"])
        }
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        try await scene.browser().setReading(false, on: socket)
    }
}
