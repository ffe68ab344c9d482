// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims that the cookies which help a sign-in did not outlive it.
///
/// What helps a sign-in is every cookie that the login route set and no other route but the callback did: a cookie of a
/// balancer or of a page is set elsewhere too. With `within`, one that is left may do if it expires so soon, for a
/// sign-in that was begun and dropped.
struct UserLost: Claim {
    static let name = "lost"
    static let subjects = [SubjectKind.user]
    static let summary = "Claims that the cookies which help a sign-in did not outlive it."
    static let example = "- ana lost: sign-in cookies"

    private static let phrase = "sign-in cookies"
    private let within: Duration?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        guard case .map = step.object else {
            _ = try step.object.word("thing to lose", among: [Self.phrase])
            within = nil
            return
        }
        let map = try step.object.asMap(["cookies", "within"])
        _ = try map.required("cookies").word("kind of cookies", among: ["sign-in"])
        within = try map["within"]?.duration()
    }

    func play(_ scene: Scene) async throws {
        let own = scene.performance.exchanges(.browser).filter {
            $0.facts["browser"] == scene.actor && scene.isAboutProxy($0)
        }
        let routes = scene.stage.facts.routes
        let helpers = Self.names(in: own) { $0 == routes.login }
            .subtracting(Self.names(in: own) { $0 != routes.login && $0 != routes.callback })
            .subtracting([scene.stage.facts.sessionCookieName])
        let latest = within.map { scene.stage.clock.now / 1000 + $0.components.seconds } ?? .min
        let left = try await scene.browser().cookies().filter {
            helpers.contains($0.name) && $0.expires ?? .max > latest
        }
        guard !left.isEmpty else { return }
        let rest = within.map { " that last longer than \($0)" } ?? ""
        throw StepFailure(
            expected: "no cookies of the login route\(rest)",
            seen: "cookies: \(left.map(\.name).sorted().joined(separator: ", "))", side: .browser, exchanges: own)
    }

    /// The names that answers of these paths set cookies under.
    private static func names(in exchanges: [WitnessedExchange], at isMeant: (String) -> Bool) -> Set<String> {
        let answers = exchanges.filter { isMeant($0.request.path) }.compactMap(\.response)
        return Set(answers.flatMap { $0.headers.all("Set-Cookie") }.compactMap { SetCookieHeader.parse($0)?.name })
    }
}
