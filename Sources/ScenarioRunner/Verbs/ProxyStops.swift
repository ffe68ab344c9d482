// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Asks the proxy to stop and waits until it has.
struct ProxyStops: Verb {
    static let name = "stops"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Asks the proxy to stop and waits until it has."
    static let example = #"- proxy stops"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"stops\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        scene.performance.intendRestart()
        try await scene.stage.proxy.stop()
    }
}
