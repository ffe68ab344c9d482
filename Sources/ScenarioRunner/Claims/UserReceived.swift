// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims which messages the user's WebSocket received.
struct UserReceived: Claim {
    static let name = "received"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims which messages the user's WebSocket received."
    static let example = #"- ana received: { messages: [ { text: hello } ], skip-greeting: true }"#

    private let claim: MessageClaim
    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        claim = try MessageClaim(step.object, further: ["on"])
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        _ = try scene.socket(socket)
        try await scene.eventually(on: .browser, within: claim.within) { _ in
            let exchange = try scene.socket(socket)
            let messages = WitnessedMessage.list(exchange.socket, fromClient: false)
            return try await claim.look(messages, exchange, scene)
        }
    }
}
