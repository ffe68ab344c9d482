// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Synchronization
import Testing
import Transport
import Wire

/// Defects that hold a right answer back.
@Suite(.timeLimit(.minutes(2))) struct DelayTests {
    /// Remembers how long answers were to wait; nobody waits.
    final class Pauses: Sendable {
        let durations = Mutex<[Duration]>([])

        func pause(_ duration: Duration) { durations.withLock { $0.append(duration) } }
    }

    static let names = ["token-slow", "jwks-slow"]

    @Test(arguments: names)
    func aSlowAnswerIsRightAndWaitsFirst(_ name: String) async throws {
        let pauses = Pauses()
        try await ProviderStage.with(pause: pauses.pause) { stage async throws in
            let code = try await stage.code()
            try stage.provider.misbehave(name, times: 1)
            let answer =
                name == "token-slow"
                ? try await stage.token(code: code) : try await stage.get("/.well-known/jwks.json")
            #expect(pauses.durations.withLock { $0 } == [.seconds(3)])
            #expect(answer.status == 200)
            #expect(try JSONValue.parse(answer.body)[name == "token-slow" ? "id_token" : "keys"] != nil)
        }
    }

    @Test func nothingIsAnsweredBeforeTheWaitIsOver() async throws {
        let (waits, waiting) = AsyncStream.makeStream(of: Void.self)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let pause: ProviderStage.Pause = { _ in
            waiting.yield()
            for await _ in ends { break }
        }
        try await ProviderStage.with(pause: pause) { stage async throws in
            try stage.provider.misbehave("jwks-slow", times: 1)
            async let answer = stage.get("/.well-known/jwks.json")
            for await _ in waits { break }
            #expect(stage.provider.witness.exchanges.last?.response == nil)
            end.yield()
            #expect(try await answer.status == 200)
            #expect(stage.provider.witness.exchanges.last?.response?.status == 200)
        }
    }

    @Test func aScriptedDelayWaitsTheSameWay() async throws {
        let pauses = Pauses()
        try await ProviderStage.with(pause: pauses.pause) { stage async throws in
            stage.provider.script.add(
                ScriptedAnswer(path: "/main/userinfo", delay: .milliseconds(700), action: .proceed))
            #expect(try await stage.get("/userinfo").status == 401)
            #expect(pauses.durations.withLock { $0 } == [.milliseconds(700)])
        }
    }
}
