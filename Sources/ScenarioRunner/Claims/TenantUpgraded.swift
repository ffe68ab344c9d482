// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims which WebSocket upgrades the tenant received.
struct TenantUpgraded: Claim {
    static let name = "upgraded"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims which WebSocket upgrades the tenant received."
    static let example =
        #"- tenant upgraded: { query: { qlik-csrf-token: <ana.csrf-token> }, cookies: <ana.tenant-cookies> }"#

    private let claim: RequestClaim

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        claim = try RequestClaim(Self.spellOut(step.object), side: .tenant, scope: .upgrades, paths: ["/app/**"])
    }

    /// `cookies` with a text is short for `with-exactly`.
    private static func spellOut(_ node: Node) -> Node {
        guard case .map(let entries, let place) = node else { return node }
        let spelt = entries.map { entry in
            guard entry.key == "cookies", entry.value.scalarText != nil else { return entry }
            return Node.Entry(key: "with-exactly", keyPlace: entry.keyPlace, value: entry.value)
        }
        return .map(spelt, place: place)
    }

    func play(_ scene: Scene) async throws {
        try await claim.play(scene)
    }
}
