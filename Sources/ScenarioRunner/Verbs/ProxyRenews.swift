// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Puts a new signing key where the proxy reads it, and registers it at the tenant in the old one's place.
struct ProxyRenews: Verb {
    static let name = "renews"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Puts a new signing key into the proxy's key file and registers it at the tenant instead."
    static let example = "- proxy renews: signing key"

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        _ = try step.object.word("thing to renew", among: ["signing key"])
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.proxy.renewSigningKey()
    }
}
