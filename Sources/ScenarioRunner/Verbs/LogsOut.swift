// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Ends the session on the proxy's logout route and follows redirects.
struct LogsOut: Verb {
    static let name = "logs-out"
    static let subjects = [SubjectKind.user]
    static let summary = "Ends the session on the proxy's logout route and follows redirects."
    static let example = "- ana logs-out: at the proxy"

    private let headers: [FieldTemplate]
    private let expectation: Expectation?

    init(_ step: Step) throws(Diagnostic) {
        expectation = try Expectation.optional(step.expect)
        guard case .map = step.object else {
            if !step.object.isNothing { _ = try step.object.word("place to log out", among: ["at the proxy"]) }
            headers = []
            return
        }
        headers = try FieldTemplate.list(try step.object.asMap(["headers"])["headers"])
    }

    func play(_ scene: Scene) async throws {
        let routes = scene.stage.facts.routes
        let browser = try await scene.browser()
        let request = BrowserRequest(
            method: routes.logoutMethod, target: routes.logout, headers: try await scene.headers(headers),
            mode: routes.logoutMethod == "GET" ? .navigate : .api)
        let exchange = try await browser.send(request)
        var chain = [exchange]
        if let location = exchange.response?.headers.first("Location"),
            (300..<400).contains(exchange.response?.status ?? 0)
        {
            chain += try await browser.visit(location, headers: HeaderList(), limit: Visits.limit)
        }
        guard let expectation else {
            if (exchange.response?.status ?? 599) < 400 { return }
            throw StepFailure(
                expected: "an answer below 400", seen: Answer.describe(exchange), side: .browser, exchanges: chain)
        }
        let mismatches = try await expectation.mismatches(Answer(chain: chain), scene)
        if !mismatches.isEmpty { throw StepFailure(mismatches, side: .browser, exchanges: chain) }
    }
}
