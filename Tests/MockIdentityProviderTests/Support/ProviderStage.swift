// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Transport
import Wire

/// A provider over TLS with two users and one client, and a relying party that speaks to it.
struct ProviderStage: Sendable {
    static let redirectURI = "https://app.example/login/callback"
    static let verifier = "the-verifier-has-at-least-forty-three-characters"

    /// Long enough for a hundred tests at once on a busy machine of two cores; nothing waits for it to pass.
    static let patience = Duration.seconds(60)
    /// One RSA key for all stages: making one takes 50 ms and more, and there are over a hundred stages.
    private static let sharedKey = Result { try SigningKey(algorithm: .rs256, keyID: "shared") }

    /// How an answer that is to come late waits.
    typealias Pause = @Sendable (Duration) async throws -> Void

    let provider: MockIdentityProvider
    let client: HTTPClient
    let tls: ClientTLS
    let clock: ManualClock

    static func start(
        ownKeys: Bool = false, pause: @escaping Pause = { try await Task.sleep(for: $0) }
    ) async throws -> ProviderStage {
        let authority = try CertificateAuthority(name: "identity provider tests")
        let clock = ManualClock()
        let provider = try await MockIdentityProvider.start(
            MockIdentityProviderConfiguration(
                identity: try authority.issue(names: ["idp.localhost"]), time: clock.timeSource, pause: pause,
                random: .seeded(7),
                firstKey: ownKeys ? nil : try sharedKey.get()))
        let tls = try ClientTLS(trustRootsPEM: authority.certificatePEM)
        let stage = ProviderStage(
            provider: provider, client: HTTPClient(tls: tls, limits: .init(bodyBytes: 8 << 20), timeout: patience),
            tls: tls, clock: clock)
        stage.furnish(issuer: MockIdentityProvider.defaultIssuer)
        return stage
    }

    /// Runs a test on a fresh stage, and stops the stage whatever happened.
    static func with(
        ownKeys: Bool = false, pause: @escaping Pause = { try await Task.sleep(for: $0) },
        _ body: (ProviderStage) async throws -> Void
    ) async throws {
        let stage = try await start(ownKeys: ownKeys, pause: pause)
        do {
            try await body(stage)
        } catch {
            await stage.stop()
            throw error
        }
        await stage.stop()
    }

    func stop() async {
        await client.shutdown()
        await provider.stop()
    }

    /// Registers ana, ben and the client at an issuer.
    func furnish(issuer: String) {
        for name in ["ana", "ben"] {
            let claims: [String: JSONValue] = [
                "email": .string("\(name)@example.com"), "email_verified": .bool(true), "name": .string(name),
                "groups": .array([.string("sales")]),
            ]
            provider.register(user: IdentityUser(name: name, claims: claims), issuer: issuer)
        }
        provider.register(
            client: RelyingParty(
                clientID: "app", clientSecret: "s3cret:with&odd=signs", redirectURIs: [Self.redirectURI],
                postLogoutRedirectURIs: ["https://app.example/"]),
            issuer: issuer)
    }
}
