// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a PUT request.
struct Puts: Verb {
    static let name = "puts"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a PUT request."
    static let example = #"- ana puts: { target: /api/v1/echo, body: { random: 64 KiB } }"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "PUT")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
