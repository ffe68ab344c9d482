// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that no answer to any browser held one of some texts.
struct NobodySaw: Claim {
    static let name = "saw"
    static let subjects = [SubjectKind.nobody]
    static let summary = "Claims that no answer to any browser held one of some texts."
    static let example = #"- nobody saw: [<tenant.authority>]"#

    private let texts: [Template]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        var texts: [Template] = []
        for node in step.object.oneOrMore {
            texts.append(Template(Escapes.resolve(try node.string()), place: node.place))
        }
        self.texts = texts
    }

    func play(_ scene: Scene) async throws {
        let answers = scene.performance.exchanges(.browser).filter { scene.isAboutProxy($0) && $0.response != nil }
        for template in texts {
            for text in try await scene.alternatives(template) {
                let wanted = Array(text.utf8)
                guard let hit = answers.first(where: { Self.holds($0, wanted, text) }) else { continue }
                throw StepFailure(
                    expected: "no answer with \(template.source)", seen: Answer.describe(hit), side: .browser,
                    exchanges: [hit])
            }
        }
    }

    private static func holds(_ exchange: WitnessedExchange, _ bytes: [UInt8], _ text: String) -> Bool {
        guard let response = exchange.response else { return false }
        return response.headers.contains { ByteSearch.contains($0.value, text) }
            || ByteSearch.contains(response.body.prefix, bytes)
            || (exchange.socket?.frames ?? []).contains { !$0.fromClient && ByteSearch.contains($0.payload, bytes) }
    }
}
