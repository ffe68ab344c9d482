// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims which of the proxy's cookies the user's jar holds.
struct UserHeld: Claim {
    static let name = "held"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims which of the proxy's cookies the user's jar holds."
    static let example = #"- ana held: { session-cookie: { not: <kept.old> } }"#

    private let names: [Template]?
    private let session: TextPattern?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["cookies", "session-cookie"])
        if let node = map["session-cookie"] { session = try TextPattern(node) } else { session = nil }
        guard let node = map["cookies"] else {
            names = nil
            return
        }
        var names: [Template] = []
        for member in node.scalarText == "none" ? [] : node.oneOrMore {
            names.append(Template(try member.string(), place: member.place))
        }
        self.names = names
    }

    func play(_ scene: Scene) async throws {
        let jar = try await scene.browser().cookies()
        if let names {
            var wanted: [String] = []
            for name in names { wanted.append(try await scene.text(name)) }
            if Set(jar.map(\.name)) != Set(wanted) {
                let seen = jar.map(\.name).sorted().joined(separator: ", ")
                throw StepFailure(
                    expected: "cookies: \(wanted.isEmpty ? "none" : wanted.joined(separator: ", "))",
                    seen: "cookies: \(seen.isEmpty ? "none" : seen)", side: .browser)
            }
        }
        let values = jar.filter { $0.name == scene.stage.facts.sessionCookieName }.map(\.value)
        if let session, try await !session.matches(values, scene) {
            throw StepFailure(
                expected: "session cookie: \(session.inWords)",
                seen: values.isEmpty ? "none" : values.joined(separator: ", "), side: .browser)
        }
    }
}
