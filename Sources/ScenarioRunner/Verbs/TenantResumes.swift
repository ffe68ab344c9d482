// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Resumes taking bytes from a user's engine sockets.
struct TenantResumes: Verb {
    static let name = "resumes"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Resumes taking bytes from a user's engine sockets."
    static let example = #"- tenant resumes: { of: ana }"#

    private let user: Template?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        if case .map = step.object {
            _ = try step.object.asMap(["of"])
        } else {
            _ = try step.object.word("thing to do", among: ["reading"])
        }
        user = try UserName.read(step.object, key: "of")
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.tenant.setReading(true, of: scene.user(user))
    }
}
