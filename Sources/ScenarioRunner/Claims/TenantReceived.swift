// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims which requests, or which socket messages, the tenant received.
struct TenantReceived: Claim {
    static let name = "received"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims which requests, or which socket messages, the tenant received."
    static let example = #"- tenant received: { times: 50, at: /api/v1/users/me, with-exactly: <ana.tenant-cookies> }"#

    private enum Wanted: Sendable {
        case requests(RequestClaim)
        case messages(MessageClaim, from: Template?)
    }

    private let wanted: Wanted

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if Self.isAboutMessages(step.object) {
            let user = try UserName.read(step.object, key: "from")
            wanted = .messages(try MessageClaim(step.object, further: ["from"]), from: user)
        } else {
            wanted = .requests(try RequestClaim(step.object, side: .tenant, scope: .plain))
        }
    }

    private static func isAboutMessages(_ node: Node) -> Bool {
        switch node {
        case .list: true
        case .scalar: false
        case .map(let entries, _): entries.contains { MessageClaim.keys.dropLast(2).contains($0.key) }
        }
    }

    func play(_ scene: Scene) async throws {
        switch wanted {
        case .requests(let claim):
            try await claim.play(scene)
        case .messages(let claim, let from):
            let user = try await scene.user(from)
            try await scene.eventually(on: .tenant, within: claim.within) { exchanges in
                let socket = scene.newestSocket(of: user, in: exchanges)
                let messages = WitnessedMessage.list(socket?.socket, fromClient: true)
                return try await claim.look(messages, socket, scene)
            }
        }
    }
}
