// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import MockIdentityProvider
import Synchronization
import Testing
import Transport
import Wire

/// What relying parties are told at the end of a session. OpenID Connect Back-Channel Logout 1.0 §2.3, §2.5.
@Suite struct BackChannelTests {
    /// A relying party's back channel: it remembers what it was sent.
    final class Receiver: DoubleHandler {
        private let forms = Mutex<[String]>([])
        let status: Int

        init(status: Int = 200) { self.status = status }

        var tokens: [String] {
            forms.withLock { $0 }.flatMap(PercentEncoding.parseForm).filter { $0.0 == "logout_token" }.map(\.1)
        }

        func respond(to request: DoubleRequest, writer: DoubleWriter) async throws {
            let body = try await request.body.collect(upTo: 1 << 20)
            forms.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
            try await writer.respond(status, HeaderList(), [])
        }
    }

    /// Runs a test with a relying party that has a back channel.
    private func with(
        status: Int = 200, _ body: (ProviderStage, Receiver) async throws -> Void
    ) async throws {
        let receiver = Receiver(status: status)
        let server = try await DoubleServer.start(logger: Logger(label: "back channel"), handler: receiver)
        try await ProviderStage.with { stage async throws in
            stage.provider.register(
                client: RelyingParty(
                    clientID: "app", clientSecret: "s3cret:with&odd=signs",
                    redirectURIs: [ProviderStage.redirectURI], postLogoutRedirectURIs: ["https://app.example/"],
                    backChannelLogoutURI: "http://localhost:\(server.port)/logout"))
            try await body(stage, receiver)
        }
        await server.stop()
    }

    private static let cookie = HeaderList([("Cookie", "idp_session=ana")])

    @Test func logoutAtTheProviderPostsALogoutTokenOfThatSession() async throws {
        try await with { stage, receiver in
            let idToken = try await stage.signIn()
            _ = try await stage.signIn("ben")
            _ = try await stage.get("/oidc/logout", headers: Self.cookie)
            let keySet = try await stage.get("/.well-known/jwks.json").body
            #expect(receiver.tokens.count == 1)
            let token = try await ReadToken(try #require(receiver.tokens.first), keySet: keySet)
            #expect(token.isVerified)
            #expect(token.claims["sid"] == idToken.claims["sid"])
            #expect(token.claims["aud"]?.stringValue == "app")
            let exchange = stage.provider.witness.exchanges.last { $0.facts["endpoint"] == "/oidc/logout" }
            #expect(exchange?.facts["back-channel"] == "app=200")
        }
    }

    @Test func aClientWithoutTokensOfTheSessionIsNotTold() async throws {
        try await with { stage, receiver in
            _ = try await stage.code()
            _ = try await stage.get("/oidc/logout", headers: Self.cookie)
            #expect(receiver.tokens.isEmpty)
        }
    }

    @Test func aScriptedLogoutDefectIsPosted() async throws {
        try await with { stage, receiver in
            try stage.provider.misbehave("logout-with-nonce", times: 1)
            _ = try await stage.signIn()
            _ = try await stage.get("/oidc/logout", headers: Self.cookie)
            let token = try await ReadToken(try #require(receiver.tokens.first), keySet: [])
            #expect(token.claims["nonce"] != nil)
        }
    }

    @Test func theProviderMayLogAUserOutEverywhere() async throws {
        try await with(status: 400) { stage, receiver in
            _ = try await stage.signIn("ana")
            _ = try await stage.signIn("ana~second")
            let deliveries = try await stage.provider.logOut("ana", defects: ["logout-jti-repeated"])
            #expect(deliveries.map(\.status) == [400, 400])
            #expect(Set(deliveries.map(\.clientID)) == ["app"])
            #expect(receiver.tokens.count == 2)
            let silent = try await stage.authorize(["prompt": "none"])
            #expect(ProviderStage.answered(silent, "error") == "login_required")
        }
    }

    @Test func aBackChannelThatIsNotThereStopsNothing() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.register(
                client: RelyingParty(
                    clientID: "app", clientSecret: "s3cret:with&odd=signs",
                    redirectURIs: [ProviderStage.redirectURI], backChannelLogoutURI: "https://nowhere.invalid/"))
            _ = try await stage.signIn()
            #expect(try await stage.get("/oidc/logout", headers: Self.cookie).status == 200)
            let exchange = stage.provider.witness.exchanges.last { $0.facts["endpoint"] == "/oidc/logout" }
            #expect(exchange?.facts["back-channel"] == "app=none")
        }
    }
}
