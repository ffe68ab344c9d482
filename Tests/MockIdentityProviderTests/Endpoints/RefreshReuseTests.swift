// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// What a spent refresh token does when it comes again. RFC 9700 §4.14.2; RFC 6819 §5.2.2.3.
@Suite struct RefreshReuseTests {
    private func tokens(
        _ stage: ProviderStage, user: String = "ana", scope: String = "openid offline_access"
    ) async throws -> JSONValue {
        try JSONValue.parse(try await stage.token(code: try await stage.code(for: user, ["scope": scope])).body)
    }

    private func renew(_ tokens: JSONValue, _ stage: ProviderStage) async throws -> ClientResponse {
        try await stage.post(
            "/oauth/token",
            form: [
                ("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]?.stringValue ?? ""),
                ("client_id", "app"), ("client_secret", "s3cret:with&odd=signs"),
            ])
    }

    /// The status of userinfo with the access token.
    private func status(_ tokens: JSONValue, _ stage: ProviderStage) async throws -> Int {
        let bearer = HeaderList([("Authorization", "Bearer \(tokens["access_token"]?.stringValue ?? "")")])
        return try await stage.get("/userinfo", headers: bearer).status
    }

    @Test func reuseEndsEveryTokenOfTheFamily() async throws {
        try await ProviderStage.with { stage async throws in
            let first = try await tokens(stage)
            let second = try JSONValue.parse(try await renew(first, stage).body)
            let third = try JSONValue.parse(try await renew(second, stage).body)
            #expect(try await status(third, stage) == 200)
            let reused = try await renew(first, stage)
            #expect(reused.status == 400)
            #expect(try JSONValue.parse(reused.body)["error"]?.stringValue == "invalid_grant")
            for generation in [first, second, third] {
                #expect(try await status(generation, stage) == 401)
                #expect(try await renew(generation, stage).status == 400)
            }
        }
    }

    @Test func anotherSignInOfTheSameUserIsNoRelative() async throws {
        try await ProviderStage.with { stage async throws in
            let first = try await tokens(stage)
            let other = try await tokens(stage)
            _ = try await renew(first, stage)
            #expect(try await renew(first, stage).status == 400)
            #expect(try await status(other, stage) == 200)
            #expect(try await renew(other, stage).status == 200)
        }
    }

    @Test func withTheSwitchOffReuseIsRefusedAndNothingElse() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.configure { $0.revokesReusedRefreshTokens = false }
            let first = try await tokens(stage)
            let second = try JSONValue.parse(try await renew(first, stage).body)
            #expect(try await renew(first, stage).status == 400)
            #expect(try await status(second, stage) == 200)
            #expect(try await renew(second, stage).status == 200)
        }
    }

    @Test func aCodePresentedTwiceEndsRefreshedTokensToo() async throws {
        try await ProviderStage.with { stage async throws in
            let code = try await stage.code(["scope": "openid offline_access"])
            let first = try JSONValue.parse(try await stage.token(code: code).body)
            let second = try JSONValue.parse(try await renew(first, stage).body)
            #expect(try await stage.token(code: code).status == 400)
            #expect(try await status(second, stage) == 401)
        }
    }

    @Test func aRefreshTokenThatIsNotReplacedStands() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("refresh-not-rotated")
            let tokens = try await tokens(stage)
            for _ in 1...3 {
                let renewed = try await renew(tokens, stage)
                #expect(renewed.status == 200)
                #expect(try JSONValue.parse(renewed.body)["refresh_token"] == nil)
            }
        }
    }
}
