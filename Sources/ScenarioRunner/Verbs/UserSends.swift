// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends messages on the user's WebSocket.
struct UserSends: Verb {
    static let name = "sends"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends messages on the user's WebSocket."
    static let example = #"- ana sends: { text: '{"jsonrpc":"2.0","id":1,"method":"OpenDoc"}' }"#

    private let frames: [FrameSpec]
    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        frames = try FrameSpec.list(step.object, further: ["on"])
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        let browser = try await scene.browser()
        for spec in frames {
            for frame in try await spec.frames(scene) { try await browser.send(frame, on: socket) }
        }
    }
}

/// The `on:` key of an object: which of the user's sockets is meant; the unnamed one if it is left out.
enum SocketName {
    static func read(_ node: Node) throws(Diagnostic) -> String {
        guard case .map(let entries, _) = node, let entry = entries.first(where: { $0.key == "on" }) else { return "" }
        return try entry.value.string()
    }
}
