// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Names this moment, so that claims can count from it.
struct ClockMarks: Verb {
    static let name = "marks"
    static let subjects = [SubjectKind.clock]
    static let summary = "Names this moment, so that claims can count from it."
    static let example = #"- clock marks: expiry"#

    private let moment: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        moment = try step.object.string()
    }

    func play(_ scene: Scene) async throws {
        scene.performance.mark(moment)
    }
}
