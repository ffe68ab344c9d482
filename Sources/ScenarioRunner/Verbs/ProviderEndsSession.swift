// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Ends a user's sign-in at the identity provider.
struct ProviderEndsSession: Verb {
    static let name = "ends-session"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Ends a user's sign-in at the identity provider."
    static let example = #"- idp ends-session: ana"#

    private let user: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        user = try step.object.string()
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.identityProvider.endSession(of: user)
    }
}
