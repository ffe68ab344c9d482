// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy logged a line of some shape.
struct LogContained: Claim {
    static let name = "contained"
    static let subjects = [SubjectKind.log]
    static let summary = "Claims that the proxy logged a line of some shape."
    static let example = #"- log contained: { contains: sign-in }"#

    private let pattern: TextPattern

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        pattern = try TextPattern(step.object)
    }

    func play(_ scene: Scene) async throws {
        let lines = await scene.stage.log.lines()
        for line in lines where try await pattern.matches([line], scene) { return }
        throw StepFailure(expected: "a log line: \(pattern.inWords)", seen: "\(lines.count) others", side: .log)
    }
}
