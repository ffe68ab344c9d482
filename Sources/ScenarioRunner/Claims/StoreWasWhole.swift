// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the store passes its own integrity check.
struct StoreWasWhole: Claim {
    static let name = "was-whole"
    static let subjects = [SubjectKind.store]
    static let summary = "Claims that the store passes its own integrity check."
    static let example = #"- store was-whole"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"was-whole\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        guard let problem = try await scene.stage.store.integrityProblem() else { return }
        throw StepFailure(expected: "a store that is whole", seen: problem, side: .store)
    }
}
