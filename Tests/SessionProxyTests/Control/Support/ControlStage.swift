// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Logging
import NIOCore
import Testing
import Transport
import Wire

@testable import SessionProxy

/// The control side with everything around it in memory.
struct ControlStage {
    let world = FakeWorld()
    let clock = ManualClock()
    let log = LogCapture()
    let store: any SessionStore
    let configuration: ProxyConfiguration
    let keeper: SessionKeeper
    let routes: OwnRoutes

    static let origin = "https://proxy.localhost"

    init(store: any SessionStore = MemorySessionStore(), change: (inout ProxyConfiguration) -> Void = { _ in }) throws {
        self.store = store
        var configuration = try Self.configuration()
        change(&configuration)
        self.configuration = configuration
        let components = ProxyComponents(
            time: clock.timeSource, store: store,
            tokenSigner: try JWTKitTokenSigner(privateKeyPEM: configuration.privateKeyPEM, keyID: "kid"),
            idTokenVerifier: JWTKitIDTokenVerifier(), httpClient: world, tenantTrust: nil, logger: log.logger)
        keeper = SessionKeeper(configuration, components)
        routes = OwnRoutes(keeper)
    }

    static func configuration() throws -> ProxyConfiguration {
        ProxyConfiguration(
            clientID: "client", clientSecret: "client-secret-canary",
            identityProvider: try HTTPURL(FakeWorld.provider),
            redirectURI: try HTTPURL(origin + "/login/callback"), tenant: try HTTPURL(FakeWorld.tenant),
            webIntegrationID: "wi-1", tokenIssuer: "issuer", keyID: "kid",
            privateKeyPEM: P256.Signing.PrivateKey().pemRepresentation, sessionSecret: "session-secret-canary")
    }

    /// The claims of a good token for a sign-in.
    func claims(sub: String, nonce: String) -> JSONObject {
        let now = Int(clock.timeSource.now() / 1000)
        return [
            "iss": .string(FakeWorld.provider), "aud": "client", "sub": .string(sub), "nonce": .string(nonce),
            "iat": .int(now), "exp": .int(now + 300), "email": .string("\(sub)@example.com"),
            "email_verified": true, "name": .string("Name of \(sub)"),
        ]
    }

    func browser() -> ControlBrowser { ControlBrowser(self) }

    /// A browser that is signed in.
    func signedIn(_ sub: String = "ana") async throws -> ControlBrowser {
        let browser = browser()
        let answer = try await browser.signIn(sub)
        #expect(answer.status == 303)
        return browser
    }
}

/// A browser with a small jar, at the control side's door.
final class ControlBrowser {
    let stage: ControlStage
    var cookies: [String: String] = [:]

    init(_ stage: ControlStage) {
        self.stage = stage
    }

    static let navigation: HeaderList = [
        "Accept": "text/html", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none",
    ]

    func send(
        _ method: String = "GET", _ target: String, _ headers: HeaderList = ControlBrowser.navigation
    ) async -> OwnResponse {
        var headers = headers
        if !cookies.isEmpty {
            headers.append("Cookie", cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        let answer = await stage.routes.respond(to: OwnRequest(method: method, target: target, headers: headers))
        for line in answer.headers.all("Set-Cookie") {
            guard let cookie = SetCookieHeader.parse(line) else { continue }
            cookies[cookie.name] = cookie.maxAge == 0 ? nil : cookie.value
        }
        return answer
    }

    /// Begins a sign-in and returns the parameters the provider would get.
    func begin(_ target: String = "/login") async throws -> [String: String] {
        let answer = await send("GET", target)
        let location = try #require(answer.headers.first("Location"))
        #expect(location.hasPrefix(FakeWorld.provider + "/authorize?"))
        let items = RequestTarget(location).queryItems
        return Dictionary(items.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The callback for a begun sign-in, with a token for `sub` waiting at the provider.
    func callback(
        _ begun: [String: String], _ sub: String = "ana", change: (inout JSONObject) -> Void = { _ in }
    ) throws -> String {
        var claims = stage.claims(sub: sub, nonce: try #require(begun["nonce"]))
        change(&claims)
        stage.world.change { $0.claims = claims }
        return "/login/callback?code=code-canary&state=\(try #require(begun["state"]))"
    }

    func signIn(
        _ sub: String = "ana", at target: String = "/login", change: (inout JSONObject) -> Void = { _ in }
    ) async throws -> OwnResponse {
        let begun = try await begin(target)
        return await send("GET", try callback(begun, sub, change: change))
    }

    var ticket: SessionTicket? { cookies["__Host-session"].flatMap(SessionTicket.parse) }

    func requiredTicket() throws -> SessionTicket { try #require(ticket) }

    func session() async throws -> LiveSession {
        let ticket = try requiredTicket()
        return try #require(try await stage.keeper.load(ticket))
    }
}

extension OwnResponse {
    var text: String { String(buffer: body) }
}
