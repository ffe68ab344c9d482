// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A user who has nothing to do with the scenario, and must be served before and after it.
struct Bystander {
    let performance: Performance

    private var user: UserDeclaration { UserDeclaration(name: Performance.bystander) }

    /// Signs in before the first step; whether that worked shows in the end.
    func arrive() async throws {
        let browser = try await performance.stage.browser(Performance.bystander)
        try await browser.prepare(user: user)
        _ = try await browser.signIn(via: performance.stage.facts.routes.login, headers: HeaderList())
    }

    /// Asks who he is after the last step, when all faults are gone.
    ///
    /// - Throws: `StepFailure` if he does not get his own data, or the proxy is not the same.
    func check() async throws {
        if let problem = await performance.proxyProblem() {
            throw StepFailure(expected: "the same proxy, alive", seen: problem, side: .browser)
        }
        let browser = try await performance.stage.browser(Performance.bystander)
        var exchange = try await browser.send(BrowserRequest(target: Scene.whoAmI))
        if exchange.response?.status != 200, performance.mayBystanderSignInAgain {
            _ = try await browser.signIn(via: performance.stage.facts.routes.login, headers: HeaderList())
            exchange = try await browser.send(BrowserRequest(target: Scene.whoAmI))
        }
        let email = exchange.response.flatMap { JSONExpectation.parse($0.body) }?["email"]?.stringValue
        if exchange.response?.status == 200, email == user.email { return }
        let who = email.map { " as \($0)" } ?? ""
        throw StepFailure(
            expected: "the bystander is served as \(user.email)", seen: Answer.describe(exchange) + who,
            side: .browser, exchanges: [exchange])
    }
}
