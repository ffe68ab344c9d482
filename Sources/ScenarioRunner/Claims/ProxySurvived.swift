// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy runs and was not restarted.
struct ProxySurvived: Claim {
    static let name = "survived"
    static let subjects = [SubjectKind.proxy]
    static let summary = "Claims that the proxy runs and was not restarted."
    static let example = #"- proxy survived"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"survived\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        if let problem = await scene.performance.proxyProblem() {
            throw StepFailure(expected: "the same proxy, alive", seen: problem, side: .browser)
        }
    }
}
