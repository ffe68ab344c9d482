// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Makes the identity provider wait before it answers.
struct ProviderDelays: Verb {
    static let name = "delays"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Makes the identity provider wait before it answers."
    static let example = #"- idp delays: { at: token, by: 2 s }"#

    private let answers: [ScriptedAnswer]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        var answers: [ScriptedAnswer] = []
        for node in try ProviderEndpoint.spread(step.object) { answers.append(try Scripting.delay(node, places: [:])) }
        self.answers = answers
    }

    func play(_ scene: Scene) async throws {
        for answer in answers { try await scene.stage.identityProvider.script(answer) }
    }
}
