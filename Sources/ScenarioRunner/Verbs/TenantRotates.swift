// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Gives a user's tenant session a new cookie or CSRF token.
struct TenantRotates: Verb {
    static let name = "rotates"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Gives a user's tenant session a new cookie or CSRF token."
    static let example = #"- tenant rotates: { session-cookie: ana }"#

    private let what: String
    private let users: [String]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let keys = ["session-cookie", "csrf-token"]
        guard let entry = try step.object.asMap(keys).one(among: keys) else {
            throw Diagnostic(step.object.place, "expected session-cookie or csrf-token")
        }
        what = entry.key
        users = try entry.value.strings()
    }

    func play(_ scene: Scene) async throws {
        let tenant = scene.stage.tenant
        for user in users {
            if what == "csrf-token" {
                try await tenant.rotateCSRFToken(of: user)
            } else {
                try await tenant.rotateSessionCookie(of: user)
            }
        }
    }
}
