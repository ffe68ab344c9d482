// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Starts the proxy again on the same port and store.
struct ProxyRestarts: Verb {
    static let name = "restarts"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Starts the proxy again on the same port and store."
    static let example = #"- proxy restarts"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"restarts\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        scene.performance.intendRestart()
        try await scene.stage.proxy.restart()
    }
}
