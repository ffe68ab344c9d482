// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a DELETE request.
struct Deletes: Verb {
    static let name = "deletes"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a DELETE request."
    static let example = #"- ana deletes: /api/v1/echo"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "DELETE")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
