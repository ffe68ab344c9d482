// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a POST request.
struct Posts: Verb {
    static let name = "posts"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a POST request."
    static let example = #"- ana posts: { target: /api/v1/echo, body: { json: { a: 1 } } }"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "POST")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
