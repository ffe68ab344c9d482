// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Makes the session store work again.
struct StoreHeals: Verb {
    static let name = "heals"
    static let subjects = [SubjectKind.store]
    static let summary = "Makes the session store work again."
    static let example = #"- store heals"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"heals\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.store.heal()
    }
}
