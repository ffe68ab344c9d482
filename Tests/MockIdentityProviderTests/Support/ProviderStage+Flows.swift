// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import MockIdentityProvider
import Transport
import Wire

extension ProviderStage {
    /// The S256 challenge of the verifier.
    static var challenge: String {
        Base64.encode(Array(SHA256.hash(data: Array(verifier.utf8))), urlSafe: true, padded: false)
    }

    /// The parameters of a good authorize request; nil removes one.
    static func authorizeParameters(_ changes: [String: String?] = [:]) -> [(String, String)] {
        var parameters: [(String, String)] = [
            ("response_type", "code"), ("client_id", "app"), ("redirect_uri", redirectURI),
            ("scope", "openid profile email"), ("state", "state-of-ana"), ("nonce", "nonce-of-ana"),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            parameters.removeAll { $0.0 == name }
            if let value { parameters.append((name, value)) }
        }
        return parameters
    }

    /// The body of a good token request; nil removes a parameter.
    static func tokenParameters(code: String, _ changes: [String: String?] = [:]) -> [(String, String)] {
        var parameters: [(String, String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
            ("client_id", "app"), ("client_secret", "s3cret:with&odd=signs"), ("code_verifier", verifier),
        ]
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            parameters.removeAll { $0.0 == name }
            if let value { parameters.append((name, value)) }
        }
        return parameters
    }

    func get(
        _ path: String, issuer: String = "main", query: [(String, String)] = [], headers: HeaderList = HeaderList()
    ) async throws -> ClientResponse {
        let suffix = query.isEmpty ? "" : "?" + PercentEncoding.form(query)
        let url = try HTTPURL(provider.issuer(issuer) + path + suffix)
        return try await client.send(ClientRequest(method: "GET", url: url, headers: headers))
    }

    func post(
        _ path: String, issuer: String = "main", form: [(String, String)], headers: HeaderList = HeaderList()
    ) async throws -> ClientResponse {
        var headers = headers
        headers.append("Content-Type", "application/x-www-form-urlencoded")
        let url = try HTTPURL(provider.issuer(issuer) + path)
        return try await client.send(
            ClientRequest(method: "POST", url: url, headers: headers, body: Array(PercentEncoding.form(form).utf8)))
    }

    /// Asks to authorize in the browser of a user.
    func authorize(
        as user: String? = "ana", issuer: String = "main", _ changes: [String: String?] = [:]
    ) async throws -> ClientResponse {
        var headers = HeaderList()
        if let user { headers.append("Cookie", "other=1; idp_session=\(user)") }
        return try await get(
            "/authorize", issuer: issuer, query: Self.authorizeParameters(changes), headers: headers)
    }

    /// The parameters with which the browser was sent back.
    static func answered(_ response: ClientResponse) -> [(String, String)] {
        guard let location = response.headers.first("Location"), let mark = location.firstIndex(of: "?") else {
            return []
        }
        return PercentEncoding.parseForm(String(location[location.index(after: mark)...]))
    }

    /// One parameter of the answer.
    static func answered(_ response: ClientResponse, _ name: String) -> String? {
        answered(response).first { $0.0 == name }?.1
    }

    /// A fresh code for a user.
    func code(
        for user: String = "ana", issuer: String = "main", _ changes: [String: String?] = [:]
    ) async throws -> String {
        Self.answered(try await authorize(as: user, issuer: issuer, changes), "code") ?? ""
    }

    /// Trades a code for tokens.
    func token(
        code: String, issuer: String = "main", _ changes: [String: String?] = [:], headers: HeaderList = HeaderList()
    ) async throws -> ClientResponse {
        try await post(
            "/oauth/token", issuer: issuer, form: Self.tokenParameters(code: code, changes), headers: headers)
    }

    /// Signs a user in and reads the ID token against the key set as it was published before.
    func signIn(_ user: String = "ana", issuer: String = "main") async throws -> ReadToken {
        let keySet = try await get("/.well-known/jwks.json", issuer: issuer)
        let answer = try await token(code: try await code(for: user, issuer: issuer), issuer: issuer)
        let document = try JSONValue.parse(answer.body)
        return try await ReadToken(document["id_token"]?.stringValue ?? "", keySet: keySet.body)
    }
}
