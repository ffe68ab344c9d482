// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Ends the proxy at once, as kill -9 does.
struct ProxyDies: Verb {
    static let name = "dies"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Ends the proxy at once, as kill -9 does."
    static let example = #"- proxy dies"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"dies\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        scene.performance.intendRestart()
        try await scene.stage.proxy.kill()
    }
}
