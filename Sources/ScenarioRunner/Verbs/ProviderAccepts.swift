// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Accepts connections at the identity provider.
struct ProviderAccepts: Verb {
    static let name = "accepts"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Accepts connections at the identity provider."
    static let example = #"- idp accepts: connections"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing", among: ["connections"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.identityProvider.setListening(true)
    }
}
