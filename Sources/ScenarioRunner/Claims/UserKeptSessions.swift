// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims how many of all the sessions that a user's browsers were ever given are still good for anything.
struct UserKeptSessions: Claim {
    static let name = "kept-sessions"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims how many of the sessions that a user was given still open anything."
    static let example = #"- ana kept-sessions: { at-least: 1, at-most: <limits.sessions> }"#

    private let least: Quantity
    private let most: Quantity?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        let map = try step.object.asMap(["at-least", "at-most"])
        least = try map["at-least"].map(Quantity.init) ?? Quantity(0)
        most = try map["at-most"].map(Quantity.init)
    }

    func play(_ scene: Scene) async throws {
        let name = scene.stage.facts.sessionCookieName
        let browser = try await scene.browser()
        var exchanges: [WitnessedExchange] = []
        for value in given(name, scene) {
            let cookie = CookieHeader(pairs: [CookiePair(name: name, value: value)]).serialized
            exchanges.append(
                try await browser.send(BrowserRequest(target: Scene.whoAmI, cookieOverride: cookie)))
        }
        let good = exchanges.filter { $0.response?.status == 200 }
        let range = try scene.number(least)...(try most.map(scene.number) ?? .max)
        if range.contains(good.count) { return }
        throw StepFailure(
            expected: "\(range.lowerBound) to \(range.upperBound) good sessions",
            seen: "\(good.count) of \(exchanges.count) that were given", side: .browser, exchanges: good)
    }

    /// Every value that the session cookie was given, in order.
    private func given(_ name: String, _ scene: Scene) -> [String] {
        var values: [String] = []
        for exchange in scene.performance.exchanges(.browser)
        where scene.performance.isActor(exchange.actor, scene.actor) {
            for line in exchange.response?.headers.all("Set-Cookie") ?? [] {
                guard let cookie = SetCookieHeader.parse(line), cookie.name == name else { continue }
                if !cookie.value.isEmpty, !values.contains(cookie.value) { values.append(cookie.value) }
            }
        }
        return values
    }
}
