// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the proxy keeps its word: a browser that was given a session is served as its user, and one that was
/// not is served as nobody.
///
/// A sign-in that broke off before the browser heard of a session may or may not have happened; what counts is what
/// the browser was told.
struct UserStayedSignedIn: Claim {
    static let name = "stayed-signed-in"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims that a browser with a session is served as its user, and one without as nobody."
    static let example = #"- ana stayed-signed-in"#

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard step.object.isNothing else { throw Diagnostic(step.object.place, "\"stayed-signed-in\" takes no object") }
    }

    func play(_ scene: Scene) async throws {
        let browser = try await scene.browser()
        let hasSession = await browser.cookies().contains { $0.name == scene.stage.facts.sessionCookieName }
        let exchange = try await browser.send(BrowserRequest(target: Scene.whoAmI))
        let status = exchange.response?.status
        let email = exchange.response.flatMap { JSONExpectation.parse($0.body) }?["email"]?.stringValue
        let own = scene.performance.scenario.user(scene.actor)?.email
        if hasSession ? status == 200 && email == own : status == 401 { return }
        throw StepFailure(
            expected: hasSession ? "served as \(own ?? scene.actor), who was given a session" : "401 without a session",
            seen: Answer.describe(exchange) + (email.map { " as \($0)" } ?? ""), side: .browser,
            exchanges: [exchange])
    }
}
