// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Keeps values as they are now, to be used later as `<kept.NAME>`.
struct Keeps: Verb {
    static let name = "keeps"
    static let subjects = [SubjectKind.user]
    static let summary = "Keeps values as they are now, to be used later as <kept.NAME>."
    static let example = "- ana keeps: { old: <ana.session-cookie> }"

    private let values: [FieldTemplate]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        values = try FieldTemplate.list(try step.object.asMap().entries.isEmpty ? nil : step.object)
    }

    func play(_ scene: Scene) async throws {
        for value in values {
            scene.performance.keep(try await scene.text(value.value), as: try await scene.text(value.name))
        }
    }
}
