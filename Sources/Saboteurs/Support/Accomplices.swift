// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Links
import SessionProxy
import Testbed
import Transport
import Wire

/// Signs what it is told after the claims were altered.
struct AlteringSigner: TenantTokenSigner {
    private let signer: any TenantTokenSigner
    private let alter: @Sendable (inout TenantClaims) -> Void

    init(_ signer: any TenantTokenSigner, alter: @escaping @Sendable (inout TenantClaims) -> Void) {
        self.signer = signer
        self.alter = alter
    }

    func sign(_ claims: TenantClaims) async throws -> String {
        var claims = claims
        alter(&claims)
        return try await signer.sign(claims)
    }
}

/// Believes an ID token without looking at its signature, and if told so without looking at its claims.
struct CarelessVerifier: IDTokenVerifier {
    let checksClaims: Bool

    func verify(_ token: String, _ expectation: IDTokenExpectation) async throws -> ProviderSignIn {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(String(parts[1]), urlSafe: true) else {
            throw ProviderTokenProblem.malformed
        }
        let claims = try JSONValue.parse(bytes)
        if checksClaims { try check(claims, expectation) }
        let subject = claims["sub"]?.stringValue ?? "unknown"
        let email = claims["email"]?.stringValue ?? ""
        let name = claims["name"]?.stringValue ?? ""
        let isVerified = claims["email_verified"]?.boolValue ?? false
        return ProviderSignIn(
            subject: Subject(subject: subject, email: email, name: name, isEmailVerified: isVerified),
            sessionID: claims["sid"]?.stringValue)
    }

    private func check(_ claims: JSONValue, _ expectation: IDTokenExpectation) throws {
        guard claims["iss"]?.stringValue == expectation.issuer else { throw ProviderTokenProblem.issuer }
        guard claims["aud"]?.stringValue == expectation.clientID else { throw ProviderTokenProblem.audience }
        guard claims["nonce"]?.stringValue == expectation.nonce else { throw ProviderTokenProblem.nonce }
        guard let end = claims["exp"]?.intValue, Int64(end) * 1000 > expectation.now else {
            throw ProviderTokenProblem.expired
        }
        guard claims["sub"]?.stringValue != nil else { throw ProviderTokenProblem.subject }
    }
}

/// A store that never forgets a session.
struct UnforgettingStore: StoreInFront {
    let store: any SessionStore

    func delete(_ key: StoredSession.Key) async throws {}
}

/// A store that calls every fault an empty answer.
struct ForgetfulStore: StoreInFront {
    let store: any SessionStore

    func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        do { return try await store.load(key) } catch { return nil }
    }
}

/// A store that keeps what is over.
struct HoardingStore: StoreInFront {
    let store: any SessionStore

    func delete(_ key: StoredSession.Key) async throws {}
    func sweep(at now: Int64) async throws -> Int { 0 }
}

/// Runs to a host that nobody should run to.
enum Errand {
    static func run(_ location: String, cookie: String?) async {
        let client = HTTPClient(tls: nil)
        do {
            let plain = location.replacing("https://", with: "http://")
            var request = ClientRequest(method: "GET", url: try HTTPURL(plain))
            if let cookie { request.headers.append("Cookie", cookie) }
            _ = try await client.send(request)
        } catch {
            // The errand is over either way.
        }
        await client.shutdown()
    }
}

/// Socket answers that are given without the tenant.
enum SocketAnswers {
    static func switching(_ request: RequestHead) -> ResponseHead {
        let key = request.headers.first("Sec-WebSocket-Key") ?? ""
        return ResponseHead(
            status: 101,
            headers: [
                "Connection": "Upgrade", "Upgrade": "websocket",
                "Sec-WebSocket-Accept": WebSocketHandshake.acceptKey(for: key),
            ])
    }
}

extension LinkBehaviour {
    /// Lends the session used last to requests that have none.
    static func lendingTheLastSession(when applies: @escaping @Sendable (RequestHead) -> Bool) -> LinkBehaviour {
        LinkBehaviour(
            onRequest: { request, context in
                if let value = request.cookie(ProxyNames.sessionCookie), value.count > 60 {
                    context.shared["session"] = value
                } else if request.isAPI, applies(request), let value = context.shared["session"] {
                    request.setCookie(ProxyNames.sessionCookie, value)
                }
                return .forward
            })
    }
}

extension RequestHead {
    /// Makes a request look as if a page of the proxy's own origin had sent it.
    mutating func passAsSameOrigin() {
        headers.removeAll("Sec-Fetch-Site")
        headers.removeAll("Sec-Fetch-Mode")
        headers.removeAll("Sec-Fetch-Dest")
        headers.set("Sec-Fetch-Site", "same-origin")
        headers.set("Origin", "https://\(headers.first("Host") ?? "")")
    }
}
