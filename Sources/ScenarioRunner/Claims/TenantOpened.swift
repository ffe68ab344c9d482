// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims how many sessions the tenant opened, and for whom.
struct TenantOpened: Claim {
    static let name = "opened"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims how many sessions the tenant opened, and for whom."
    static let example = #"- tenant opened: { sessions: 2, for: [ana, ben] }"#

    private let count: CountPattern?
    private let users: [Template]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["sessions", "for"])
        count = try CountPattern.optional(map["sessions"])
        var users: [Template] = []
        for node in map["for"]?.oneOrMore ?? [] { users.append(Template(try node.string(), place: node.place)) }
        self.users = users
    }

    func play(_ scene: Scene) async throws {
        let sessions = await scene.stage.tenant.sessions().map(\.user).filter { $0 != Performance.bystander }
        if let count, !count.range.contains(sessions.count) {
            let seen = "\(sessions.count): \(sessions.joined(separator: ", "))"
            throw StepFailure(expected: "\(count.inWords) tenant sessions", seen: seen, side: .tenant)
        }
        guard !users.isEmpty else { return }
        var wanted: Set<String> = []
        for user in users { wanted.formUnion(scene.performance.names(of: try await scene.text(user))) }
        guard Set(sessions) != wanted else { return }
        throw StepFailure(
            expected: "tenant sessions for \(wanted.sorted().joined(separator: ", "))",
            seen: "for \(Set(sessions).sorted().joined(separator: ", "))", side: .tenant)
    }
}
