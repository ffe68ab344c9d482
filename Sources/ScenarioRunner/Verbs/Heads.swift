// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sends a HEAD request.
struct Heads: Verb {
    static let name = "heads"
    static let subjects = [SubjectKind.user]
    static let summary = "Sends a HEAD request."
    static let example = #"- ana heads: /resources/style.css"#

    private let plan: RequestPlan

    init(_ step: Step) throws(Diagnostic) {
        plan = try RequestPlan(step, method: "HEAD")
    }

    func play(_ scene: Scene) async throws {
        try await plan.play(scene)
    }
}
