// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Defects of logout tokens, read as a relying party reads them. OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6.
@Suite struct LogoutTokenDefectTests {
    private static let backChannelEvent = "http://schemas.openid.net/event/backchannel-logout"

    static let logoutSights: [(String, @Sendable (ReadToken) -> Bool)] = [
        ("logout-alg-none", { $0.header["alg"]?.stringValue == "none" && !$0.isVerified }),
        ("logout-alg-wrong", { $0.header["alg"]?.stringValue == "HS256" && !$0.isVerified }),
        ("logout-signature-invalid", { !$0.isVerified }),
        ("logout-iss-invalid", { $0.claims["iss"]?.stringValue?.hasSuffix(".invalid") == true }),
        ("logout-aud-invalid", { $0.claims["aud"]?.stringValue != "app" }),
        ("logout-events-missing", { $0.claims["events"] == nil }),
        ("logout-events-wrong", { $0.claims["events"]?["http://schemas.example/event"] != nil }),
        ("logout-with-nonce", { $0.claims["nonce"] != nil }),
        // A right token lives two minutes; this one begins two hours ago and ends one hour later.
        ("logout-exp-past", { ($0.claims["exp"]?.intValue ?? 0) - ($0.claims["iat"]?.intValue ?? 0) == 3_600 }),
        ("logout-exp-missing", { $0.claims["exp"] == nil }), ("logout-iat-missing", { $0.claims["iat"] == nil }),
        ("logout-jti-missing", { $0.claims["jti"] == nil }),
        ("logout-signature-by-stranger", { !$0.isVerified && $0.signature.count == 256 }),
        ("logout-iss-missing", { $0.claims["iss"] == nil }), ("logout-aud-missing", { $0.claims["aud"] == nil }),
        ("logout-event-not-an-object", { $0.claims["events"]?[backChannelEvent]?.stringValue == "yes" }),
        ("logout-jti-repeated", { $0.claims["jti"]?.stringValue == "the-same-every-time" }),
        ("logout-typ-missing", { $0.header["typ"] == nil }),
        ("logout-sid-missing", { $0.claims["sid"] == nil && $0.claims["sub"] != nil }),
        ("logout-sub-missing", { $0.claims["sub"] == nil && $0.claims["sid"] != nil }),
        ("logout-sub-and-sid-missing", { $0.claims["sub"] == nil && $0.claims["sid"] == nil }),
    ]

    @Test(arguments: logoutSights.map(\.0))
    func theLogoutTokenIsWrong(_ name: String) async throws {
        try await ProviderStage.with { stage async throws in
            let keySet = try await stage.get("/.well-known/jwks.json").body
            _ = try await stage.signIn()
            let token = try await stage.provider.mintLogoutToken(for: "ana", clientID: "app", defects: [name])
            let read = try await ReadToken(token, keySet: keySet)
            let sight = try #require(Self.logoutSights.first { $0.0 == name })
            #expect(sight.1(read))
            let right = try await ReadToken(
                stage.provider.mintLogoutToken(for: "ana", clientID: "app"), keySet: keySet)
            #expect(!sight.1(right))
            if name == "logout-exp-past" {
                let now = Int(stage.clock.timeSource.now() / 1_000)
                #expect((read.claims["exp"]?.intValue ?? .max) < now - 3_000)
            }
        }
    }

    @Test func everyLogoutTokenDefectOfTheCatalogueIsShown() {
        let shown = Set(Self.logoutSights.map(\.0))
        #expect(DefectCatalogue.all.filter { $0.place == .logoutToken && !shown.contains($0.name) }.map(\.name) == [])
    }
}
