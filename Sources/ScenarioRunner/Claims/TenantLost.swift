// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy went away in the middle of a request.
struct TenantLost: Claim {
    static let name = "lost"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Claims that the proxy went away in the middle of a request."
    static let example = #"- tenant lost: { at: /api/v1/big, within: 5 s }"#

    private let path: Template
    private let within: Duration

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["at", "within"])
        let at = try map.required("at")
        path = Template(try at.string(), place: at.place)
        within = try map["within"]?.duration() ?? Scene.socketPatience
    }

    func play(_ scene: Scene) async throws {
        let glob = Glob(try await scene.text(path))
        try await scene.eventually(on: .tenant, within: within) { exchanges in
            let selected = exchanges.filter { glob.matches($0.request.path) }
            if selected.contains(where: { $0.outcome == .clientAborted }) { return .fulfilled }
            let seen = selected.last.map(Answer.describe) ?? "no request"
            return Sighting(
                mismatches: [Mismatch(expected: "a request that the proxy gives up", seen: seen)], exchanges: selected)
        }
    }
}
