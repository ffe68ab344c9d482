// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Puts cookies into the user's jar, as an attacker would plant them.
struct Plants: Verb {
    static let name = "plants"
    static let subjects = [SubjectKind.user]
    static let summary = "Puts cookies into the user's jar, as an attacker would plant them."
    static let example = "- eve plants: { session-cookie: <ana.session-cookie> }"

    private let cookies: [FieldTemplate]

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["session-cookie", "cookies"])
        var cookies = try FieldTemplate.list(map["cookies"])
        if let value = map["session-cookie"] {
            let name = Template("<proxy.session-cookie>", place: value.place)
            cookies.append(FieldTemplate(name: name, value: Template(try value.string(), place: value.place)))
        }
        self.cookies = cookies
    }

    func play(_ scene: Scene) async throws {
        for cookie in cookies {
            let name = try await scene.text(cookie.name)
            try await scene.browser().setCookie(name: name, value: scene.text(cookie.value))
        }
    }
}
