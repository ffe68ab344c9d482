// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Sets switches of the mock identity provider.
struct ProviderSets: Verb {
    static let name = "sets"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Sets switches of the mock identity provider."
    static let example = #"- idp sets: { demands-pkce: true }"#

    private let switches: [(name: String, value: Template)]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        switches = try Scripting.switches(step.object)
    }

    func play(_ scene: Scene) async throws {
        for item in switches { try await scene.stage.identityProvider.set(item.name, to: scene.text(item.value)) }
    }
}
