// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sets switches of the mock tenant.
struct TenantSets: Verb {
    static let name = "sets"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Sets switches of the mock tenant."
    static let example = #"- tenant sets: { shuffles-cookies: true }"#

    private let switches: [(name: String, value: Template)]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        switches = try Scripting.switches(step.object)
    }

    func play(_ scene: Scene) async throws {
        for item in switches { try await scene.stage.tenant.set(item.name, to: scene.text(item.value)) }
    }
}
