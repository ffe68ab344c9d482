// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

@Suite struct IsolationTests {
    @Test func issuersShareNoKeysUsersCodesOrDefects() async throws {
        try await ProviderStage.with(ownKeys: true) { stage async throws in
            stage.furnish(issuer: "other")
            let mainKeys = try await stage.get("/.well-known/jwks.json").body
            let otherKeys = try await stage.get("/.well-known/jwks.json", issuer: "other").body
            #expect(mainKeys != otherKeys)
            let code = try await stage.code()
            #expect(try await stage.token(code: code, issuer: "other").status == 400)
            #expect(try await stage.token(code: code).status == 200)
            stage.provider.register(user: IdentityUser(name: "carl"), issuer: "other")
            #expect(try await stage.code(for: "carl").isEmpty)
            #expect(try await stage.code(for: "carl", issuer: "other").isEmpty == false)
            try stage.provider.misbehave("iss-invalid")
            #expect(
                try await stage.signIn(issuer: "other").claims["iss"]?.stringValue == stage.provider.issuer("other"))
        }
    }

    @Test func anUnknownIssuerAndAnUnknownPathAreNotFound() async throws {
        try await ProviderStage.with { stage async throws in
            #expect(try await stage.get("/nowhere").status == 404)
            let url = try HTTPURL("https://\(stage.provider.authority)/stranger/authorize")
            #expect(try await stage.client.send(ClientRequest(method: "GET", url: url)).status == 404)
        }
    }

    @Test func theAdvertisedOriginIsInEveryIdentifier() async throws {
        try await ProviderStage.with { stage async throws in
            let path = try HTTPURL(stage.provider.issuer("main") + "/.well-known/openid-configuration")
            stage.provider.advertise(origin: "https://idp.example")
            let document = try JSONValue.parse(
                try await stage.client.send(ClientRequest(method: "GET", url: path)).body)
            #expect(document["issuer"]?.stringValue == "https://idp.example/main")
        }
    }
}
