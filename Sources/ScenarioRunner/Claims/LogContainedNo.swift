// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy logged none of some texts.
struct LogContainedNo: Claim {
    static let name = "contained-no"
    static let subjects = [SubjectKind.log]
    static let summary = "Claims that the proxy logged none of some texts."
    static let example = #"- log contained-no: [<ana.session-cookie>]"#

    private let texts: [Template]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        var texts: [Template] = []
        for node in step.object.oneOrMore { texts.append(Template(try node.string(), place: node.place)) }
        self.texts = texts
    }

    func play(_ scene: Scene) async throws {
        let lines = await scene.stage.log.lines()
        for template in texts {
            for text in try await scene.alternatives(template) where lines.contains(where: { $0.contains(text) }) {
                throw StepFailure(
                    expected: "no \(template.source) in the log", seen: lines.first { $0.contains(text) } ?? "",
                    side: .log)
            }
        }
    }
}
