// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Removes the faults of one wire or of all.
struct LinkHeals: Verb {
    static let name = "heals"
    static let subjects = [SubjectKind.link]
    static let summary = "Removes the faults of one wire or of all."
    static let example = #"- link heals: tenant"#

    private let side: Side?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let word = try step.object.word("side", among: FaultSpec.sides.keys.sorted() + ["everywhere"])
        side = FaultSpec.sides[word]
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.link.heal(side)
    }
}
