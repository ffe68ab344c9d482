// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct ScriptedAnswerTests {
    @Test func aScriptedAnswerReplacesTheNthCallOfAUser() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.script.add(
                ScriptedAnswer(
                    path: "/main/oauth/token", user: "ana", nth: 2,
                    action: .respond(status: 418, headers: HeaderList([("X-Script", "yes")]), body: [65])))
            #expect(try await stage.token(code: try await stage.code()).status == 200)
            #expect(try await stage.token(code: try await stage.code(for: "ben")).status == 200)
            let scripted = try await stage.token(code: try await stage.code())
            #expect(scripted.status == 418)
            #expect(scripted.headers.first("X-Script") == "yes")
            #expect(scripted.body == [65])
            #expect(try await stage.token(code: try await stage.code()).status == 200)
        }
    }

    @Test func linesCanBeAddedToTheRealAnswer() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.script.add(
                ScriptedAnswer(path: "/main/**", action: .addHeaders(HeaderList([("X-Extra", "1")]))))
            let answer = try await stage.get("/.well-known/openid-configuration")
            #expect(answer.headers.first("X-Extra") == "1")
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [
        ScriptedAnswer.Action.reset, .close, .raw(Array("not HTTP at all\r\n\r\n".utf8)), .truncate(afterBodyBytes: 5),
    ])
    func aBrokenAnswerIsAnErrorForTheClient(_ action: ScriptedAnswer.Action) async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.script.add(ScriptedAnswer(path: "/main/oauth/token", times: 1, action: action))
            let code = try await stage.code()
            await #expect(throws: TransportError.self) { try await stage.token(code: code) }
            #expect(try await stage.token(code: try await stage.code()).status == 200)
        }
    }

    @Test func silenceLastsUntilTheClientLeaves() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.script.add(ScriptedAnswer(path: "/main/oauth/token", action: .silence))
            let connection = try await BrowserConnection.connect(
                to: stage.provider.endpoint, dialer: Dialer(tls: stage.tls))
            let headers = HeaderList([("Host", stage.provider.authority), ("Content-Length", "0")])
            try await connection.send(
                RequestHead(method: "POST", target: "/main/oauth/token", version: .http11, headers: headers))
            let witness = stage.provider.witness
            #expect(await witness.wait(within: ProviderStage.patience) { $0.count == 1 })
            #expect(witness.exchanges.first?.outcome == .open)
            await connection.close()
            let ended = await witness.wait(within: ProviderStage.patience) { exchanges in
                exchanges.contains { $0.outcome == .clientAborted }
            }
            #expect(ended)
        }
    }

    @Test func anUnknownScriptedDefectSaysSo() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.script.add(ScriptedAnswer(path: "/main/authorize", action: .defect("nonce-green")))
            #expect(try await stage.authorize().status == 500)
        }
    }
}
