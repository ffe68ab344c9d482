// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import SessionProxy

@Suite struct ControlSilentLoginTests {
    private static func stage() throws -> ControlStage { try ControlStage { $0.silentLogin = true } }

    @Test func aSignInAsksWithoutAPageOnlyWhereThatIsConfigured() async throws {
        #expect(try await Self.stage().browser().begin()["prompt"] == "none")
        #expect(try await ControlStage().browser().begin()["prompt"] == nil)
    }

    @Test(arguments: ["login_required", "interaction_required", "consent_required", "account_selection_required"])
    func whatNeedsAPageIsAskedOnceMoreWithOne(_ error: String) async throws {
        let stage = try Self.stage()
        let browser = stage.browser()
        let silent = try await browser.begin(stage.keeperLocation("/report?x=1"))
        let answer = await browser.send("GET", "/login/callback?error=\(error)&state=\(silent["state"] ?? "")")
        let open = try #require(answer.headers.first("Location")).parameters
        #expect(answer.status == 303 && open["prompt"] == nil)
        for name in ["state", "nonce", "code_challenge"] { #expect(open[name] != silent[name]) }
        let end = await browser.send("GET", try browser.callback(open))
        #expect(end.headers.first("Location") == "/report?x=1")
        #expect(try await browser.session().subject.subject == "ana")
    }

    @Test func theSameAnswerToTheAttemptWithAPageIsTheEnd() async throws {
        let stage = try Self.stage()
        let browser = stage.browser()
        let silent = try await browser.begin()
        let answer = await browser.send("GET", "/login/callback?error=login_required&state=\(silent["state"] ?? "")")
        let open = try #require(answer.headers.first("Location")).parameters
        let end = await browser.send("GET", "/login/callback?error=login_required&state=\(open["state"] ?? "")")
        #expect(end.status == 502 && browser.ticket == nil)
    }

    @Test func anotherErrorIsNotAskedAgain() async throws {
        let stage = try Self.stage()
        let browser = stage.browser()
        let silent = try await browser.begin()
        let answer = await browser.send("GET", "/login/callback?error=access_denied&state=\(silent["state"] ?? "")")
        #expect(answer.status == 502)
    }

    @Test func aTabBesideItIsNotDisturbed() async throws {
        let stage = try Self.stage()
        let browser = stage.browser()
        let other = try await browser.begin()
        let silent = try await browser.begin()
        _ = await browser.send("GET", "/login/callback?error=login_required&state=\(silent["state"] ?? "")")
        #expect(await browser.send("GET", try browser.callback(other)).status == 303)
    }
}

extension String {
    /// The query of a URL, by name.
    fileprivate var parameters: [String: String] {
        Dictionary(RequestTarget(self).queryItems.map { ($0.name, $0.value) }) { first, _ in first }
    }
}
