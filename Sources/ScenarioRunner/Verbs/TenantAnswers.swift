// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Scripts what the tenant answers to chosen requests.
struct TenantAnswers: Verb {
    static let name = "answers"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Scripts what the tenant answers to chosen requests."
    static let example = #"- tenant answers: { at: /api/v1/items, status: 429, headers: { Retry-After: 3 } }"#

    private let answers: [AnswerSpec]?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        answers = try Scripting.answers(step.object)
    }

    func play(_ scene: Scene) async throws {
        guard let answers else {
            try await scene.stage.tenant.restore()
            return
        }
        for answer in answers { try await scene.stage.tenant.script(answer.scripted(scene)) }
    }
}
