// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Signs the user in through the identity provider.
///
/// Without `expect` the step only prepares: if the browser then holds no session cookie, nothing was put to
/// the test and the scenario is `setup-failed`. With `expect` it is judged like any request.
struct SignsIn: Verb {
    static let name = "signs-in"
    static let subjects = [SubjectKind.user]
    static let summary = "Signs the user in through the identity provider."
    static let synonyms = ["logs-in"]
    static let example = "- ana signs-in: through the identity provider"

    private static let phrase = "through the identity provider"
    private static let keys = ["at", "via", "headers"]

    private let route: Template?
    private let headers: [FieldTemplate]
    private let expectation: Expectation?

    init(_ step: Step) throws(Diagnostic) {
        expectation = try Expectation.optional(step.expect)
        guard case .map = step.object else {
            if !step.object.isNothing { _ = try step.object.word("way to sign in", among: [Self.phrase]) }
            route = nil
            headers = []
            return
        }
        let map = try step.object.asMap(Self.keys)
        headers = try FieldTemplate.list(map["headers"])
        guard let entry = try map.one(among: ["at", "via"]) else {
            route = nil
            return
        }
        route = Template(try entry.value.string(), place: entry.value.place)
    }

    func play(_ scene: Scene) async throws {
        let browser = try await scene.browser()
        let login: String
        if let route { login = try await scene.text(route) } else { login = scene.stage.facts.routes.login }
        let chain = try await browser.signIn(via: login, headers: scene.headers(headers))
        let answer = Answer(chain: chain)
        if let expectation {
            let mismatches = try await expectation.mismatches(answer, scene)
            if !mismatches.isEmpty { throw StepFailure(mismatches, side: .browser, exchanges: chain) }
            return
        }
        let holds = await browser.cookies().contains { $0.name == scene.stage.facts.sessionCookieName }
        if holds, (answer.last?.response?.status ?? 599) < 400 { return }
        throw StepFailure(
            expected: "\(scene.actor) signed in", seen: answer.inWords, side: .browser, exchanges: chain, isSetup: true)
    }
}
