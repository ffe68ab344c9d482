// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Makes the tenant wait before it answers chosen requests.
struct TenantDelays: Verb {
    static let name = "delays"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Makes the tenant wait before it answers chosen requests."
    static let example = #"- tenant delays: { upgrade: 300 ms }"#

    private static let places = ["upgrade": "/app/**", "login": "/login/jwt-session"]

    private let answer: ScriptedAnswer

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        answer = try Scripting.delay(step.object, places: Self.places)
    }

    func play(_ scene: Scene) async throws {
        try await scene.stage.tenant.script(answer)
    }
}
