// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing
import Wire

@testable import Testbed

/// What two people do: REST with paging, an upload, a download, events, and an engine dialogue that a second socket sees.
struct Conversation {
    let stage: TestStage
    private let patience = Duration.seconds(20)

    /// Plays it; the endings are what the tenant does by itself.
    func play(withEndings: Bool = true) async throws {
        let (ana, ben) = (try await signIn("ana"), try await signIn("ben"))
        try await rest(ana, ben)
        try await dialogue(ana)
        if withEndings { try await endings(ben) }
    }

    private func signIn(_ name: String) async throws -> any StageBrowser {
        let browser = try await stage.browser(name)
        try await browser.prepare(user: UserDeclaration(name: name))
        _ = try await browser.signIn(via: stage.facts.routes.login, headers: [:])
        return browser
    }

    private func rest(_ ana: any StageBrowser, _ ben: any StageBrowser) async throws {
        for browser in [ana, ben] {
            #expect(try await browser.send(BrowserRequest(target: "/api/v1/users/me")).response?.status == 200)
        }
        var page: String? = "/api/v1/items?limit=1"
        for _ in 0..<3 {
            guard let target = page else { break }
            let answer = try await ana.send(BrowserRequest(target: target)).response
            let next = try JSONValue.parse(answer?.body.prefix ?? [])["links"]?["next"]?["href"]?.stringValue
            page = next.flatMap { $0.firstRange(of: "/api/").map { range in String(next?[range.lowerBound...] ?? "") } }
        }
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let created = try await ana.send(
            BrowserRequest(
                method: "POST", target: "/api/v1/temp-contents?filename=a.bin",
                headers: ["Content-Type": "application/octet-stream"], body: bytes))
        let location = try #require(created.response?.headers.first("Location"), "\(created)")
        let place = try #require(location.firstRange(of: "/api/"))
        let download = try await ana.send(BrowserRequest(target: String(location[place.lowerBound...])))
        #expect(download.response?.body.prefix == bytes)
        let events = try await ben.send(BrowserRequest(target: "/api/v1/events?count=4"))
        #expect(events.response?.headers.first("Content-Type") == "text/event-stream")
    }

    private func dialogue(_ ana: any StageBrowser) async throws {
        let app = try #require(stage.facts.apps["sales"])
        for (index, name) in ["a", "b"].enumerated() {
            _ = try await ana.open(BrowserRequest(target: "/app/\(app)/identity/shared"), socket: name)
            try await heard("OnConnected", by: ana, times: index + 1)
            try await ask(ana, name, 1, "OpenDoc", -1, #"["\#(app)"]"#)
            try await ask(ana, name, 2, "GetObject", 1, #"["list-region"]"#)
        }
        try await ask(ana, "a", 3, "GetLayout", 2, "[]")
        try await ask(ana, "a", 4, "SelectListObjectValues", 2, #"["/qListObjectDef",[0],false]"#)
        try await heard(#""change""#, by: ana, times: 2)
        for name in ["a", "b"] { try await ana.closeSocket(name, code: 1000, reason: "done") }
    }

    private func endings(_ ben: any StageBrowser) async throws {
        let app = try #require(stage.facts.apps["sales"])
        for (index, name) in ["closed", "lost"].enumerated() {
            _ = try await ben.open(BrowserRequest(target: "/app/\(app)/identity/\(name)"), socket: name)
            try await heard("OnConnected", by: ben, times: index + 1)
            try await ask(ben, name, 1, "OpenDoc", -1, #"["\#(app)"]"#)
            if index == 0 {
                try await stage.tenant.closeSockets(of: "ben", code: 4204, reason: #"{"code":"QEP-104"}"#)
            } else {
                try await stage.tenant.dropSockets(of: "ben", politely: false)
            }
            try await until("the socket \(name) is over") { exchange in
                exchange.socket?.closedBy != nil && exchange.request.target.hasSuffix(name)
            }
        }
    }

    private func ask(
        _ browser: any StageBrowser, _ socket: String, _ id: Int, _ method: String, _ handle: Int, _ params: String
    ) async throws {
        let text =
            #"{"jsonrpc":"2.0","id":\#(id),"handle":\#(handle),"method":"\#(method)","params":\#(params),"note":"\#(socket)"}"#
        let before = answers(id, of: browser)
        try await browser.send(.text(text), on: socket)
        try await until("\(method) is answered") { _ in answers(id, of: browser) > before }
    }

    private func answers(_ id: Int, of browser: any StageBrowser) -> Int {
        frames(of: browser).count { $0.text.contains(#""id":\#(id),"#) || $0.text.hasSuffix(#""id":\#(id)}"#) }
    }

    private func heard(_ word: String, by browser: any StageBrowser, times: Int = 1) async throws {
        try await until("\(word) is heard") { _ in frames(of: browser).count { $0.text.contains(word) } >= times }
    }

    private func frames(of browser: any StageBrowser) -> [WitnessedFrame] {
        stage.witness(.browser).exchanges.filter { $0.actor == browser.name }
            .flatMap { $0.socket?.frames ?? [] }.filter { !$0.fromClient }
    }

    private func until(_ what: String, _ condition: @escaping @Sendable (WitnessedExchange) -> Bool) async throws {
        let holds = await stage.witness(.browser).wait(within: patience) { $0.contains(where: condition) }
        try #require(holds, "\(what) within \(patience)")
    }
}
