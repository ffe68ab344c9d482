// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

extension Expectation {
    /// Where the browser was sent and where it landed, and which cookies it got on the way.
    func travel(_ answer: Answer, _ response: WitnessedResponse, _ scene: Scene) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        if let location, try await !location.matches(response.headers.all("Location"), scene) {
            let seen = response.headers.first("Location") ?? "none"
            mismatches.append(.init(expected: "Location: \(location.inWords)", seen: "Location: \(seen)"))
        }
        if let landsOn { mismatches += try await landing(on: landsOn, answer, scene) }
        if let redirects { mismatches += try await chain(redirects, answer, scene) }
        let lines = answer.chain.flatMap { $0.response?.headers.all("Set-Cookie") ?? [] }
        if isCookieFree, !lines.isEmpty {
            mismatches.append(.init(expected: "no Set-Cookie", seen: lines.joined(separator: " | ")))
        }
        for cookie in setCookies { mismatches += try await cookie.mismatches(lines, scene) }
        return mismatches
    }

    private func landing(on landsOn: Template, _ answer: Answer, _ scene: Scene) async throws -> [Mismatch] {
        let wanted = try await scene.text(landsOn)
        guard let last = answer.last else { return [.init(expected: "lands on \(wanted)", seen: "nowhere")] }
        let seen = Self.url(of: last, scene.stage.facts)
        let url = wanted.hasPrefix("/") ? scene.stage.facts.publicOrigin + wanted : wanted
        return seen == url ? [] : [.init(expected: "lands on \(url)", seen: "lands on \(seen)")]
    }

    /// The absolute URL of an exchange: targets on the proxy's own origin may be written as paths.
    static func url(of exchange: WitnessedExchange, _ facts: StageFacts) -> String {
        let target = exchange.request.target
        return target.hasPrefix("/") ? facts.publicOrigin + target : target
    }

    private func chain(_ patterns: [TextPattern], _ answer: Answer, _ scene: Scene) async throws -> [Mismatch] {
        let seen = answer.chain.compactMap { $0.response?.headers.first("Location") }
        var fits = seen.count == patterns.count
        if fits {
            for (pattern, location) in zip(patterns, seen) where try await !pattern.matches([location], scene) {
                fits = false
            }
        }
        let expected = patterns.map(\.inWords).joined(separator: ", then ")
        return fits
            ? [] : [.init(expected: "redirects to \(expected)", seen: "redirects to \(seen.joined(separator: ", "))")]
    }

    /// Asks the tenant, through the proxy, who the browser's user is.
    func signedIn(_ expected: Bool, _ scene: Scene) async throws -> [Mismatch] {
        let exchange = try await scene.browser().send(BrowserRequest(target: Scene.whoAmI))
        let status = exchange.response?.status
        if !expected {
            return status == 200 ? [.init(expected: "signed out", seen: Answer.describe(exchange))] : []
        }
        let email = exchange.response.flatMap { JSONExpectation.parse($0.body) }?["email"]?.stringValue
        let own = scene.performance.scenario.user(scene.actor)?.email
        if status == 200, email == own { return [] }
        let who = email.map { " as \($0)" } ?? ""
        return [.init(expected: "signed in as \(own ?? "nobody")", seen: Answer.describe(exchange) + who)]
    }
}

extension Scene {
    /// The tenant's resource that tells who is asking.
    static let whoAmI = "/api/v1/users/me"
}
