// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Opens a page as a navigation and follows redirects.
struct Visits: Verb {
    static let name = "visits"
    static let subjects = [SubjectKind.user]
    static let summary = "Opens a page as a navigation and follows redirects."
    static let example = "- ana visits: /report?x=1"

    private struct Visit: Sendable {
        let target: Template
        let headers: [FieldTemplate]
        let limit: Int
        let expectation: Expectation?

        init(_ node: Node) throws(Diagnostic) {
            var map: NodeMap?
            if case .map = node { map = try node.asMap(["target", "headers", "limit", "expect"]) }
            let target = if let map { try map.required("target") } else { node }
            self.target = Template(Escapes.resolve(try target.string()), place: target.place)
            headers = try FieldTemplate.list(map?["headers"])
            limit = try map?["limit"]?.count() ?? Visits.limit
            expectation = try Expectation.optional(map?["expect"])
        }
    }

    /// More redirects than any sign-in needs, and few enough to end a loop quickly.
    static let limit = 12

    private let visits: [Visit]
    private let isList: Bool
    private let expectation: Expectation?

    init(_ step: Step) throws(Diagnostic) {
        let (nodes, isList) = try Variants.nodes(of: step.object)
        var visits: [Visit] = []
        for node in nodes { visits.append(try Visit(node)) }
        self.visits = visits
        self.isList = isList
        expectation = try Expectation.optional(step.expect)
    }

    func play(_ scene: Scene) async throws {
        try await Variants.play(visits, isList: isList) { visit in
            let target = try await scene.text(visit.target)
            let headers = try await scene.headers(visit.headers)
            let chain = try await scene.browser().visit(target, headers: headers, limit: visit.limit)
            guard let expectation = visit.expectation ?? expectation else { return (target, [], []) }
            return (target, try await expectation.mismatches(Answer(chain: chain), scene), chain)
        }
    }
}
