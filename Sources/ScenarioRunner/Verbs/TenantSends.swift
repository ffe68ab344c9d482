// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends messages on a user's engine socket.
struct TenantSends: Verb {
    static let name = "sends"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Sends messages on a user's engine socket."
    static let example = #"- tenant sends: { to: ana, text: hello }"#

    private let frames: [FrameSpec]
    private let user: Template?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        frames = try FrameSpec.list(step.object, further: ["to"])
        user = try UserName.read(step.object, key: "to")
    }

    func play(_ scene: Scene) async throws {
        let user = try await scene.user(user)
        for spec in frames {
            for frame in try await spec.frames(scene) {
                try await scene.stage.tenant.send(frame, to: user, newestOnly: true)
            }
        }
    }
}
