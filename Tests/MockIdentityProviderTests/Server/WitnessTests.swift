// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct WitnessTests {
    @Test func theWitnessKnowsWhoAskedWhatAndHowItWasAnswered() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code()
            _ = try await stage.token(code: code)
            let exchanges = stage.provider.witness.exchanges
            #expect(exchanges.map(\.actor) == ["ana", "ana"])
            #expect(exchanges.map { $0.facts["endpoint"] } == ["/authorize", "/oauth/token"])
            #expect(exchanges[0].facts["nonce"] == "nonce-of-ana")
            #expect(exchanges[0].facts["code_challenge_method"] == "S256")
            #expect(exchanges[1].facts["pkce"] == "verified")
            #expect(exchanges[1].facts["token_endpoint_auth_method"] == "client_secret_post")
            #expect(exchanges[1].response?.status == 200)
            #expect(exchanges.allSatisfy { $0.outcome == .complete && $0.side == .identityProvider })
        }
    }

    @Test func octetsThatAreNoRequestAreWitnessed() async throws {
        try await ProviderStage.with { stage async throws in
            let connection = try await BrowserConnection.connect(
                to: stage.provider.endpoint, dialer: Dialer(tls: stage.tls))
            try await connection.sendRaw(Array("no request\r\n\r\n".utf8))
            let seen = await stage.provider.witness.wait(within: ProviderStage.patience) { exchanges in
                exchanges.contains { $0.outcome == .malformed && $0.endedAt != nil }
            }
            await connection.close()
            #expect(seen)
        }
    }

    @Test func theDefectAndTheErrorAreFacts() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("error-access-denied", times: 1)
            _ = try await stage.authorize()
            let exchange = try #require(stage.provider.witness.exchanges.last)
            #expect(exchange.facts["defect"] == "error-access-denied")
            #expect(exchange.facts["error"] == "access_denied")
        }
    }

    @Test func everySecretIsACanaryOfItsOwner() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code(["scope": "openid offline_access"])
            let tokens = try JSONValue.parse(try await stage.token(code: code).body)
            let canaries = stage.provider.canaries()
            func value(_ name: String) -> String? { canaries.first { $0.name == name }?.value }
            #expect(value("ana.authorization-code") == code)
            #expect(value("ana.state") == "state-of-ana")
            #expect(value("ana.nonce") == "nonce-of-ana")
            #expect(value("ana.code-verifier") == ProviderStage.verifier)
            #expect(value("ana.id-token") == tokens["id_token"]?.stringValue)
            #expect(value("ana.access-token") == tokens["access_token"]?.stringValue)
            #expect(value("ana.refresh-token") == tokens["refresh_token"]?.stringValue)
            #expect(value("app.client-secret") == "s3cret:with&odd=signs")
        }
    }

    @Test func aStateSeenBeforeSignInBelongsToWhoSignsInWithIt() async throws {
        try await ProviderStage.with { stage async throws in
            _ = try await stage.authorize(as: nil)
            #expect(stage.provider.canaries().contains { $0.name == "nobody.state" })
            _ = try await stage.authorize(as: nil, ["login_as": "ben"])
            #expect(stage.provider.canaries().contains { $0.name == "ben.state" })
        }
    }
}
