// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a PATCH request.
struct Patches: Verb {
    static let name = "patches"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a PATCH request."
    static let example = #"- ana patches: { target: /api/v1/echo, body: text }"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "PATCH")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
