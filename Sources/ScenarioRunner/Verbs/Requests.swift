// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a request with any method.
struct Requests: Verb {
    static let name = "requests"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a request with any method."
    static let example = #"- ana requests: { method: TRACE, target: / }"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: nil)
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
