// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Moves time forward for proxy, tenant and identity provider.
struct ClockAdvances: Verb {
    static let name = "advances"
    static let subjects = [SubjectKind.clock]
    static let summary = "Moves time forward for proxy, tenant and identity provider."
    static let example = #"- clock advances: 31 min"#

    private let duration: Duration

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        duration = try step.object.duration()
    }

    func play(_ scene: Scene) async throws {
        scene.performance.excuseBystander()
        try await scene.stage.clock.advance(by: duration)
    }
}
