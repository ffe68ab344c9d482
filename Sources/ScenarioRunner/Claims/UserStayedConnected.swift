// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the user's WebSocket is open and answers a ping.
struct UserStayedConnected: Claim {
    static let name = "stayed-connected"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims that the user's WebSocket is open and answers a ping."
    static let example = #"- ana stayed-connected"#

    /// Eight bytes that no engine sends, so that the answer is known by its payload (RFC 6455 §5.5.3).
    private static let payload = Array("stage-ok".utf8)

    private let socket: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if case .map = step.object { _ = try step.object.asMap(["on"]) }
        socket = try SocketName.read(step.object)
    }

    func play(_ scene: Scene) async throws {
        let before = Self.pongs(try scene.socket(socket))
        if try scene.socket(socket).socket?.closedBy == nil {
            try await scene.browser().send(.ping(Self.payload), on: socket)
        }
        try await scene.eventually(on: .browser, within: Scene.socketPatience) { _ in
            let exchange = try scene.socket(socket)
            if Self.pongs(exchange) > before { return .fulfilled }
            let isClosed = exchange.socket?.closedBy != nil
            return Sighting(
                mismatches: [
                    Mismatch(expected: "an open socket", seen: isClosed ? "closed" : "no answer to a ping")
                ],
                exchanges: [exchange], isFinal: isClosed)
        }
    }

    private static func pongs(_ exchange: WitnessedExchange) -> Int {
        (exchange.socket?.frames ?? []).count { !$0.fromClient && $0.opcode == 10 && $0.payload == payload }
    }
}
