// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Opens a WebSocket; without `expect` a 101 is needed.
struct Opens: Verb {
    static let name = "opens"
    static let subjects = [SubjectKind.user]
    static let summary = "Opens a WebSocket; without expect a 101 is needed."
    static let example = "- ana opens: /app/<apps.sales>"

    private let variants: [(request: RequestSpec, socket: String)]
    private let isList: Bool
    private let expectation: Expectation?

    init(_ step: Step) throws(Diagnostic) {
        let (nodes, isList) = try Variants.nodes(of: step.object)
        var variants: [(RequestSpec, String)] = []
        for node in nodes {
            let request = try RequestSpec(node, method: "GET", further: ["as"])
            var socket = ""
            if case .map = node { socket = try node.asMap()["as"]?.string() ?? "" }
            variants.append((request, socket))
        }
        self.variants = variants
        self.isList = isList
        expectation = try Expectation.optional(step.expect)
    }

    func play(_ scene: Scene) async throws {
        try await Variants.play(variants, isList: isList) { variant in
            let request = try await variant.request.request(scene)
            let exchange = try await scene.browser().open(request, socket: variant.socket)
            scene.performance.remember(socket: variant.socket, of: scene.actor, exchange: exchange.id)
            guard let expectation = variant.request.expectation ?? expectation else {
                let isOpen = exchange.response?.status == 101
                let problem = Mismatch(expected: "status 101", seen: Answer.describe(exchange))
                return (request.target, isOpen ? [] : [problem], [exchange])
            }
            let answer = Answer(chain: [exchange])
            return (request.target, try await expectation.mismatches(answer, scene), [exchange])
        }
    }
}
