// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Refuses connections at the identity provider.
struct ProviderRefuses: Verb {
    static let name = "refuses"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Refuses connections at the identity provider."
    static let example = #"- idp refuses: connections"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing", among: ["connections"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.identityProvider.setListening(false)
    }
}
