// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Ends the connections of a user's engine sockets without a close frame.
struct TenantDrops: Verb {
    static let name = "drops"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Ends the connections of a user's engine sockets without a close frame."
    static let example = #"- tenant drops: { of: ana }"#

    private let user: Template?
    private let isPolite: Bool

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard case .map = step.object else {
            _ = try step.object.word("thing to drop", among: ["sockets"])
            user = nil
            isPolite = false
            return
        }
        let map = try step.object.asMap(["of", "politely"])
        user = try UserName.read(step.object, key: "of")
        isPolite = try map["politely"]?.bool() ?? false
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.tenant.dropSockets(of: scene.user(user), politely: isPolite)
    }
}
