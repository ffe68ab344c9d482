// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Accepts connections at the tenant.
struct TenantAccepts: Verb {
    static let name = "accepts"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Accepts connections at the tenant."
    static let example = #"- tenant accepts: connections"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing", among: ["connections"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.tenant.setListening(true)
    }
}
