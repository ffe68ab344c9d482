// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Crypto
import CryptoExtras
import Transport
import Wire

/// Signs one user in and opens an engine socket, as a browser would.
struct TenantLogin: Sendable {
    /// As `tenantless serve tenant` registers the key that it writes.
    private static let issuer = "tenantless-issuer"
    private static let keyID = "tenantless-key"
    private static let app = "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a01"

    /// A user who is in.
    struct Member: Sendable {
        let cookies: String
        let socket: ClientWebSocket
    }

    let endpoint: Endpoint
    let dialer: Dialer
    private let key: _RSA.Signing.PrivateKey

    init(endpoint: Endpoint, signingKeyPEM: String, dialer: Dialer) throws {
        self.endpoint = endpoint
        self.dialer = dialer
        key = try _RSA.Signing.PrivateKey(pemRepresentation: signingKeyPEM)
    }

    func join(_ user: String) async throws -> Member {
        let connection = try await BrowserConnection.connect(to: endpoint, dialer: dialer)
        let login = try await ask(
            connection, "POST", "/login/jwt-session", ["Authorization": "Bearer \(try token(user))"])
        guard login.head.status == 200 else { throw ValidationError("\(user): login answered \(login.head.status)") }
        let cookies = login.head.headers.all("Set-Cookie").compactMap { $0.split(separator: ";").first }
            .joined(separator: "; ")
        let fetched = try await ask(connection, "GET", "/api/v1/csrf-token", ["Cookie": cookies])
        let csrf = fetched.head.headers.first("qlik-csrf-token") ?? ""
        let head = RequestHead(
            method: "GET", target: "/app/\(Self.app)?qlik-csrf-token=\(csrf)",
            headers: [
                "Host": endpoint.authority, "Cookie": cookies, "Connection": "Upgrade", "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": WebSocketHandshake.newKey(RandomSource.system.bytes(16)),
            ])
        guard case .opened(let socket, _) = try await connection.openWebSocket(head) else {
            throw ValidationError("\(user): the socket was refused")
        }
        return Member(cookies: cookies, socket: socket)
    }

    private func ask(
        _ connection: BrowserConnection, _ method: String, _ target: String, _ headers: HeaderList
    ) async throws -> BrowserResponse {
        var lines: HeaderList = ["Host": endpoint.authority, "Content-Length": "0"]
        for field in headers { lines.append(field.name, field.value) }
        try await connection.send(RequestHead(method: method, target: target, headers: lines), body: nil)
        return try await connection.readResponse(to: method)
    }

    private func token(_ user: String) throws -> String {
        let now = Int(TimeSource.system.now() / 1000)
        let header: JSONValue = ["alg": "RS256", "typ": "JWT", "kid": .string(Self.keyID)]
        let claims: JSONValue = [
            "iss": .string(Self.issuer), "aud": "qlik.api/login/jwt-session", "sub": .string(user),
            "subType": "user", "name": .string(user), "email": .string("\(user)@example.com"),
            "email_verified": true, "jti": .string("\(user)-\(now)"), "iat": .int(now), "nbf": .int(now),
            "exp": .int(now + 300),
        ]
        let input = [header, claims].map { part in
            Base64.encode(Array(part.serialized().utf8), urlSafe: true, padded: false)
        }.joined(separator: ".")
        let digest = SHA256.hash(data: Array(input.utf8))
        let signature = try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
        return "\(input).\(Base64.encode(Array(signature), urlSafe: true, padded: false))"
    }
}
