// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What a request verb does: one request, or with `each` a list of variants of it.
struct RequestPlan: Sendable {
    private let variants: [RequestSpec]
    private let isList: Bool
    private let expectation: Expectation?

    init(_ step: Step, method: String?) throws(Diagnostic) {
        let (nodes, isList) = try Variants.nodes(of: step.object)
        var variants: [RequestSpec] = []
        for node in nodes { variants.append(try RequestSpec(node, method: method)) }
        self.variants = variants
        self.isList = isList
        expectation = try Expectation.optional(step.expect)
    }

    /// Sends each variant and compares its answer.
    func play(_ scene: Scene) async throws {
        try await Variants.play(variants, isList: isList) { variant in
            let browser = try await scene.browser()
            let exchange = try await browser.send(variant.request(scene))
            guard let expectation = variant.expectation ?? expectation else { return (exchange.request.target, [], []) }
            let answer = Answer(chain: [exchange])
            return (exchange.request.target, try await expectation.mismatches(answer, scene), [exchange])
        }
    }
}

/// The `each:` list of an act: many stimuli in one step, reported together.
enum Variants {
    /// The objects to read: the one given, or each member of `each` merged over the other keys.
    static func nodes(of object: Node) throws(Diagnostic) -> (nodes: [Node], isList: Bool) {
        guard case .map(let entries, let place) = object, let each = entries.first(where: { $0.key == "each" }) else {
            return ([object], false)
        }
        let rest = entries.filter { $0.key != "each" }
        var nodes: [Node] = []
        for member in try each.value.asList() {
            nodes.append(.map(try merged(member, over: rest), place: member.place))
        }
        guard !nodes.isEmpty else { throw Diagnostic(place, "\"each\" has no members") }
        return (nodes, true)
    }

    private static func merged(_ member: Node, over rest: [Node.Entry]) throws(Diagnostic) -> [Node.Entry] {
        if case .map(let own, _) = member {
            return rest.filter { entry in !own.contains { $0.key == entry.key } } + own
        }
        guard let target = rest.first(where: { $0.key == "text" || $0.key == "target" }) else {
            return rest + [Node.Entry(key: "target", keyPlace: member.place, value: member)]
        }
        throw Diagnostic(member.place, "\"\(target.key)\" is given already; this must be a map")
    }

    /// Plays all, then fails with the list of those that did not come out as expected.
    static func play<T>(
        _ variants: [T], isList: Bool, side: Side = .browser,
        _ work: (T) async throws -> (name: String, mismatches: [Mismatch], exchanges: [WitnessedExchange])
    ) async throws {
        var mismatches: [Mismatch] = []
        var exchanges: [WitnessedExchange] = []
        for (index, variant) in variants.enumerated() {
            let result = try await work(variant)
            guard !result.mismatches.isEmpty else { continue }
            let label = isList ? "each \(index + 1) (\(result.name)): " : ""
            mismatches += result.mismatches.map { Mismatch(expected: label + $0.expected, seen: label + $0.seen) }
            exchanges += result.exchanges
        }
        if !mismatches.isEmpty { throw StepFailure(mismatches, side: side, exchanges: exchanges) }
    }
}
