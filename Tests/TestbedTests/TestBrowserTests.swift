// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing
import Wire

@testable import Testbed

@Suite struct TestBrowserTests {
    @Test func aBrowserSignsInAndReadsItsOwnProfile() async throws {
        try await TestRun.onStage { stage in
            let ana = try await stage.browser("ana")
            try await ana.prepare(user: UserDeclaration(name: "ana"))
            let chain = try await ana.signIn(via: stage.facts.routes.login, headers: HeaderList())
            #expect(chain.last?.response?.status == 200)
            #expect(await ana.cookies().map(\.name).contains(stage.facts.sessionCookieName))
            let answer = try await ana.send(BrowserRequest(target: "/api/v1/users/me")).response
            #expect(answer?.status == 200)
            let body = String(decoding: answer?.body.prefix ?? [], as: UTF8.self)
            #expect(body.contains("ana@example.com"))
        }
    }

    @Test func whatABrowserSendsIsWitnessedUnderItsUsersName() async throws {
        try await TestRun.onStage { stage in
            let second = try await stage.browser("ana/2")
            let exchange = try await second.send(BrowserRequest(target: "/healthz"))
            #expect(exchange.actor == "ana")
            #expect(exchange.facts["browser"] == "ana/2")
            #expect(stage.witness(.browser).exchanges.map(\.request.target) == ["/healthz"])
        }
    }

    @Test func twoBrowsersOfOneUserHaveJarsOfTheirOwn() async throws {
        try await TestRun.onStage { stage in
            try await stage.browser("ana").setCookie(name: "colour", value: "green")
            #expect(try await stage.browser("ana").cookies().map(\.value) == ["green"])
            #expect(try await stage.browser("ana/2").cookies().isEmpty)
        }
    }

    @Test func literalBytesArriveAsTheyAre() async throws {
        try await TestRun.onStage { stage in
            let eve = try await stage.browser("eve")
            let talk = try await eve.sendRaw(Array("no request at all\r\n\r\n".utf8), then: nil, within: .seconds(20))
            #expect(talk.exchanges.first?.response?.status == 400)
            #expect(talk.isClosed)
        }
    }

    @Test(arguments: [
        (BrowserRequest.Mode.api, "same-origin"), (.navigate, "none"), (.crossSite, "cross-site"),
        (.form, "cross-site"),
    ])
    func theKindOfActionDecidesWhatTheBrowserSays(_ mode: BrowserRequest.Mode, _ site: String) {
        let headers = complete(BrowserRequest(target: "/", mode: mode))
        #expect(headers.first("Sec-Fetch-Site") == site)
    }

    @Test func aProgramAddsHostAndCookieOnly() {
        let headers = complete(BrowserRequest(target: "/", mode: .program))
        #expect(headers.map(\.name) == ["Host", "Cookie"])
    }

    @Test func aGivenFieldReplacesTheBrowsersOwnAndAnOmittedOneStaysAway() {
        var request = BrowserRequest(
            method: "POST", target: "/", headers: ["Origin": "https://other.example"], body: Array("{}".utf8))
        request.omitted = ["accept"]
        let headers = complete(request)
        #expect(headers.all("Origin") == ["https://other.example"])
        #expect(!headers.contains("Accept"))
        #expect(headers.first("Content-Length") == "2")
    }

    private func complete(_ request: BrowserRequest) -> HeaderList {
        BrowserHeaders.complete(request, host: "proxy.example", cookie: "a=1", publicOrigin: "https://proxy.example")
    }
}
