// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Ends the tenant sessions of one user or of everyone.
struct TenantExpires: Verb {
    static let name = "expires"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Ends the tenant sessions of one user or of everyone."
    static let example = #"- tenant expires: ana"#

    private let user: String

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        user = try step.object.string()
    }

    func play(_ scene: Scene) async throws {
        if user == "everyone" {
            scene.performance.excuseBystander()
            try await scene.stage.tenant.expireSessions(of: nil)
        } else {
            try await scene.stage.tenant.expireSessions(of: user)
        }
    }
}
