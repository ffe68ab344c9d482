// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a GET request.
struct Gets: Verb {
    static let name = "gets"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a GET request."
    static let synonyms = ["fetches", "loads"]
    static let example = #"- ana gets: /api/v1/users/me"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "GET")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
