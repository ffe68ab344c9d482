// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct KeyRotationTests {
    private func keyIDs(_ stage: ProviderStage) async throws -> [String] {
        let document = try JSONValue.parse(try await stage.get("/.well-known/jwks.json").body)
        guard case .array(let keys)? = document["keys"] else { return [] }
        return keys.compactMap { $0["kid"]?.stringValue }
    }

    @Test func afterRotationTheOldKeySetKnowsTheNewTokenNot() async throws {
        try await ProviderStage.with { stage async throws in
            let oldKeySet = try await stage.get("/.well-known/jwks.json").body
            let old = try await keyIDs(stage)
            try stage.provider.rotateKeys()
            let token = try await stage.signIn()
            #expect(token.isVerified)
            #expect(try await keyIDs(stage).contains(old[0]) == false)
            let tokens = try JSONValue.parse(try await stage.token(code: try await stage.code()).body)
            #expect(try await ReadToken(tokens["id_token"]?.stringValue ?? "", keySet: oldKeySet).isVerified == false)
        }
    }

    static let afterSigning: Set<String> = ["key-rotated-after-signing", "key-withdrawn-after-signing"]

    @Test func aKeyThatRotatesAfterSigningStaysPublished() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("key-rotated-after-signing")
            let first = try await stage.signIn()
            let second = try await stage.signIn()
            #expect(first.isVerified && second.isVerified)
            #expect(first.header["kid"] != second.header["kid"])
            #expect(try await keyIDs(stage).contains(first.header["kid"]?.stringValue ?? ""))
        }
    }

    @Test func aKeyThatIsWithdrawnAfterSigningIsNotFoundAnyMore() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("key-withdrawn-after-signing", times: 1)
            let token = try await stage.signIn()
            #expect(token.isVerified)
            #expect(try await keyIDs(stage).contains(token.header["kid"]?.stringValue ?? "") == false)
        }
    }

    @Test func theOldKeyMayStayPublished() async throws {
        try await ProviderStage.with { stage async throws in
            let old = try await keyIDs(stage)
            try stage.provider.rotateKeys(keepsOldPublished: true)
            let both = try await keyIDs(stage)
            #expect(both.count == 2)
            #expect(both.contains(old[0]))
        }
    }

    @Test func theKeySetCanLagBehindOrBeWithheld() async throws {
        try await ProviderStage.with { stage async throws in
            let old = try await keyIDs(stage)
            try stage.provider.rotateKeys(keepsOldPublished: true)
            stage.provider.publishKeySet(.withoutCurrentKey)
            #expect(try await keyIDs(stage) == old)
            stage.provider.publishKeySet(.nothing)
            #expect(try await stage.get("/.well-known/jwks.json").status == 503)
            stage.provider.publishKeySet(.all)
            #expect(try await keyIDs(stage).count == 2)
        }
    }

    @Test func aGivenKeySignsUntilItIsRotatedAway() async throws {
        let key = try SigningKey(algorithm: .es256, keyID: "given")
        var switches = IdentityProviderSwitches()
        switches.signingAlgorithm = .es256
        let provider = try await MockIdentityProvider.start(.init(switches: switches, firstKey: key))
        #expect(provider.signingKeyIDs() == ["given"])
        try provider.rotateKeys()
        #expect(provider.signingKeyIDs().contains("given") == false)
        await provider.stop()
    }
}
