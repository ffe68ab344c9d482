// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Empties the user's cookie jar; the identity provider still knows the browser.
struct Forgets: Verb {
    static let name = "forgets"
    static let subjects = [SubjectKind.user]
    static let summary = "Empties the user's cookie jar; the identity provider still knows the browser."
    static let example = "- ana forgets: cookies"

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing to forget", among: ["cookies"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.browser().clearCookies()
    }
}
