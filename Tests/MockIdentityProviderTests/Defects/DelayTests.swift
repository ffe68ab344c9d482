// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Defects that hold a right answer back.
@Suite struct DelayTests {
    static let names = ["token-slow", "jwks-slow"]

    @Test(arguments: names)
    func aSlowAnswerIsRightAndNotEarly(_ name: String) async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code()
            try stage.provider.misbehave(name, times: 1)
            let clock = ContinuousClock()
            let begin = clock.now
            let answer =
                name == "token-slow"
                ? try await stage.token(code: code) : try await stage.get("/.well-known/jwks.json")
            #expect(clock.now - begin >= .seconds(3))
            #expect(answer.status == 200)
            #expect(try JSONValue.parse(answer.body)[name == "token-slow" ? "id_token" : "keys"] != nil)
        }
    }
}
