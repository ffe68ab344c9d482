// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing
import Transport
import Wire

@testable import Testbed

/// A stage with its control port, and a client that speaks to it as a harness in another language would.
struct ControlRig {
    let stage: TestStage
    let control: ControlServer
    private let client: HTTPClient

    /// Runs `body` on a rig and stops everything, whatever happens.
    static func run(_ body: (ControlRig) async throws -> Void) async throws {
        let stage = try await TestRun.factory().makeTestStage(TestRun.scenario(id: "tests/control"))
        let rig = ControlRig(
            stage: stage, control: try await stage.startControl(), client: HTTPClient(tls: nil))
        var failure: (any Error)?
        do { try await body(rig) } catch { failure = error }
        await rig.client.shutdown()
        await rig.control.stop()
        await stage.close()
        if let failure { throw failure }
    }

    /// The answer to one request, by default with the right token.
    func send(
        _ method: String, _ path: String, _ body: String? = nil, authorization: String? = nil
    ) async throws -> (status: Int, type: String, json: JSONValue) {
        let headers: HeaderList = ["Authorization": authorization ?? "Bearer \(control.token)"]
        let answer = try await client.send(
            ClientRequest(
                method: method, url: HTTPURL(control.origin + path), headers: headers, body: body.map { Array($0.utf8) }
            ))
        return (answer.status, answer.headers.first("Content-Type") ?? "", try JSONValue.parse(answer.body))
    }

    /// The members of an answer that must be good.
    func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> JSONValue {
        let answer = try await send(method, path, body)
        #expect(answer.status == 200 && answer.type == "application/json", "\(answer.json.serialized())")
        return answer.json
    }

    /// Signs a user in through the proxy.
    func signIn(_ user: String) async throws -> any StageBrowser {
        let browser = try await stage.browser(user)
        try await browser.prepare(user: UserDeclaration(name: user))
        _ = try await browser.signIn(via: stage.facts.routes.login, headers: [:])
        return browser
    }

    /// The status of a call through the proxy.
    func status(_ browser: any StageBrowser, _ target: String = "/api/v1/users/me") async throws -> Int? {
        try await browser.send(BrowserRequest(target: target)).response?.status
    }
}
