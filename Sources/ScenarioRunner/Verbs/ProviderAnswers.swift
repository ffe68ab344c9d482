// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Scripts what the identity provider answers to chosen requests.
struct ProviderAnswers: Verb {
    static let name = "answers"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Scripts what the identity provider answers to chosen requests."
    static let example = #"- idp answers: { at: token, status: 500, times: 1 }"#

    private let answers: [AnswerSpec]?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let spread = try ProviderEndpoint.spread(step.object)
        let object = step.object.scalarText == nil ? Node.list(spread, place: step.object.place) : step.object
        answers = try Scripting.answers(object)
    }

    func play(_ scene: Scene) async throws {
        guard let answers else {
            try await scene.stage.identityProvider.restore()
            return
        }
        for answer in answers { try await scene.stage.identityProvider.script(answer.scripted(scene)) }
    }
}
