// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Refuses connections at the tenant.
struct TenantRefuses: Verb {
    static let name = "refuses"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Refuses connections at the tenant."
    static let example = #"- tenant refuses: connections"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing", among: ["connections"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.tenant.setListening(false)
    }
}
