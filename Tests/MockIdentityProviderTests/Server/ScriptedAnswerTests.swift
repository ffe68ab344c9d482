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
            let impatient = HTTPClient(tls: stage.tls, timeout: .milliseconds(300))
            let url = try HTTPURL(stage.provider.issuer("main") + "/oauth/token")
            await #expect(throws: TransportError.self) {
                try await impatient.send(ClientRequest(method: "POST", url: url, body: []))
            }
            await impatient.shutdown()
            let ended = await stage.provider.witness.wait(within: ProviderStage.patience) { exchanges in
                exchanges.contains { $0.outcome == .serverAborted || $0.outcome == .clientAborted }
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
