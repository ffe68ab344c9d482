// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Issuers that are named after a defect.
@Suite struct StandingDefectTests {
    @Test func anIssuerNamedAfterADefectHasItEachTimeAndNothingElse() async throws {
        try await ProviderStage.with { stage async throws in
            for _ in 0..<2 {
                let token = try await stage.signIn(issuer: "defect-nonce-invalid")
                #expect(token.isVerified)
                #expect(token.claims["nonce"]?.stringValue != "nonce-of-ana")
                #expect(token.claims["iss"]?.stringValue == stage.provider.issuer("defect-nonce-invalid"))
            }
            #expect(try await stage.signIn().claims["nonce"]?.stringValue == "nonce-of-ana")
        }
    }

    @Test func itBeginsWithTheRegistrationsOfTheDefaultIssuer() async throws {
        try await ProviderStage.with { stage async throws in
            stage.provider.register(user: IdentityUser(name: "carl"))
            stage.provider.configure { $0.sendsIssuerParameter = false }
            let answer = try await stage.authorize(as: "carl", issuer: "defect-state-wrong")
            #expect(ProviderStage.answered(answer, "code")?.isEmpty == false)
            #expect(ProviderStage.answered(answer, "iss") == nil)
        }
    }

    @Test func theScriptGoesBeforeTheStandingDefect() async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave("token-500", times: 1, issuer: "defect-nonce-invalid")
            let code = try await stage.code(issuer: "defect-nonce-invalid")
            #expect(try await stage.token(code: code, issuer: "defect-nonce-invalid").status == 500)
        }
    }

    @Test func aNameThatIsNoDefectIsNoIssuer() async throws {
        try await ProviderStage.with { stage async throws in
            let url = try HTTPURL("https://\(stage.provider.authority)/defect-nonce-green/.well-known/jwks.json")
            #expect(try await stage.client.send(ClientRequest(method: "GET", url: url)).status == 404)
        }
    }

    @Test func everyDefectHasAnIssuerThatCanBeDiscovered() async throws {
        try await ProviderStage.with { stage async throws in
            for defect in DefectCatalogue.all where defect.place != .discovery {
                let answer = try await stage.get(
                    "/.well-known/openid-configuration", issuer: defect.issuerName)
                let document = try JSONValue.parse(answer.body)
                #expect(document["issuer"]?.stringValue == stage.provider.issuer(defect.issuerName))
            }
        }
    }
}
