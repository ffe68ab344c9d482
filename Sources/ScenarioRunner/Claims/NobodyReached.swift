// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that no request came to one party.
struct NobodyReached: Claim {
    static let name = "reached"
    static let subjects = [SubjectKind.nobody]
    static let summary = "Claims that no request came to one party."
    static let example = #"- nobody reached: { the: tenant, at: /api/v1/users/me }"#

    private static let sides: [String: Side] = ["tenant": .tenant, "idp": .identityProvider]

    private let party: String
    private let paths: [String]
    private let method: String?
    private let since: String?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let known = Self.sides.keys.sorted() + ["trap"]
        guard case .map = step.object else {
            party = try step.object.word("party", among: known)
            paths = []
            method = nil
            since = nil
            return
        }
        let map = try step.object.asMap(["the", "at", "method", "since"])
        party = try map.required("the").word("party", among: known)
        if let at = map["at"] {
            paths = party == "idp" ? try ProviderEndpoint.patterns(at) : try at.strings()
        } else {
            paths = []
        }
        method = try map["method"]?.string()
        since = try map["since"]?.string()
    }

    func play(_ scene: Scene) async throws {
        guard let side = Self.sides[party] else {
            let count = await scene.stage.link.trappedConnections()
            if count > 0 { throw StepFailure(expected: "no connection to the trap", seen: "\(count)", side: .tenant) }
            return
        }
        let mark = since.flatMap { scene.performance.mark(named: $0) }
        let found = scene.performance.exchanges(side).filter { exchange in
            exchange.id >= mark?.firstID[side] ?? 0 && (method ?? exchange.request.method) == exchange.request.method
                && (paths.isEmpty || paths.contains { Glob($0).matches(exchange.request.path) })
        }
        guard let first = found.first else { return }
        let seen = "\(found.count), the first is \(Answer.describe(first))"
        throw StepFailure(expected: "no request to the \(party)", seen: seen, side: side, exchanges: found)
    }
}
