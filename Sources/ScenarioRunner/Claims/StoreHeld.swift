// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims how many sessions the store holds, at once or `within` some time, and what it must not hold.
struct StoreHeld: Claim {
    static let name = "held"
    static let subjects = [SubjectKind.store]
    static let summary = "Claims how many sessions the store holds, and what it must not hold."
    static let example = #"- store held: { sessions: 2, no: [<ana.session-cookie>] }"#

    /// How often the store is looked into while waiting; nothing tells when it changes.
    private static let interval = Duration.milliseconds(100)

    private let sessions: CountPattern?
    private let within: Duration
    private let forbidden: [Template]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["sessions", "no", "within"])
        sessions = try CountPattern.optional(map["sessions"])
        within = try map["within"]?.duration() ?? .zero
        var forbidden: [Template] = []
        for node in map["no"]?.oneOrMore ?? [] { forbidden.append(Template(try node.string(), place: node.place)) }
        self.forbidden = forbidden
    }

    func play(_ scene: Scene) async throws {
        let store = scene.stage.store
        if let sessions { try await count(sessions, in: store) }
        guard !forbidden.isEmpty else { return }
        let records = try await store.dump()
        for template in forbidden {
            let bytes = Array(try await scene.text(template).utf8)
            guard let record = records.first(where: { ByteSearch.contains($0.bytes, bytes) }) else { continue }
            throw StepFailure(expected: "no \(template.source) in the store", seen: "in \(record.name)", side: .store)
        }
    }

    private func count(_ sessions: CountPattern, in store: any StageStore) async throws {
        let deadline = ContinuousClock.now + within
        while true {
            let count = try await store.sessionCount()
            if sessions.range.contains(count) { return }
            guard ContinuousClock.now < deadline else {
                throw StepFailure(
                    expected: "\(sessions.inWords) sessions in the store", seen: "\(count)", side: .store)
            }
            try await ContinuousClock().sleep(for: Self.interval)
        }
    }
}
