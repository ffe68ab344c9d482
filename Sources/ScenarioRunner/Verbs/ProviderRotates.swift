// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Signs with a new key from now on and publishes it.
struct ProviderRotates: Verb {
    static let name = "rotates"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Signs with a new key from now on and publishes it."
    static let example = #"- idp rotates: keys"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing to rotate", among: ["keys"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.identityProvider.rotateKeys()
    }
}
