// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Lines messages up for a user's engine socket and does not wait until they are taken.
struct TenantLinesUp: Verb {
    static let name = "lines-up"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Lines messages up for a user's engine socket and does not wait until they are taken."
    static let example = #"- tenant lines-up: { to: ana, random: 1 MiB, times: 16 }"#

    private let frames: [FrameSpec]
    private let user: Template?
    private let times: Int

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        frames = try FrameSpec.list(step.object, further: ["to", "times"])
        user = try UserName.read(step.object, key: "to")
        times = try step.object.asMap()["times"]?.count() ?? 1
    }

    func play(_ scene: Scene) async throws {
        let user = try await scene.user(user)
        var lined: [StageFrame] = []
        for spec in frames { lined += try await spec.frames(scene) }
        let frames = lined
        let tenant = scene.stage.tenant
        Task { [times] in
            for _ in 0..<times {
                for frame in frames { try await tenant.send(frame, to: user, newestOnly: true) }
            }
        }
    }
}
