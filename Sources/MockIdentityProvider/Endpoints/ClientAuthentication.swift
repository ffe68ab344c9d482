// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Finds out which client speaks at the token endpoint, and whether it is really that one.
///
/// - Source: RFC 6749 §2.3.1 and §5.2; OpenID Connect Core 1.0 §9 (`client_secret_basic`, `client_secret_post`).
struct ClientAuthentication: Sendable {
    let clientID: String
    let clientSecret: String?
    /// The method in the words of OpenID Connect Core 1.0 §9.
    let method: ClientAuthenticationMethod

    init(_ request: IdentityRequest, body: Parameters) throws(OAuthRefusal) {
        let field = request.headers.first("Authorization")
        guard let field, field.lowercased().hasPrefix("basic ") else {
            guard let clientID = body["client_id"] else { throw .invalidClient("No client is named.") }
            self.clientID = clientID
            clientSecret = body["client_secret"]
            method = clientSecret == nil ? .none : .post
            return
        }
        guard body["client_secret"] == nil else {
            throw .invalidRequest("The client used two ways to authenticate.")
        }
        let pair = try Self.credentials(field)
        guard body["client_id"] == nil || body["client_id"] == pair.name else {
            throw .invalidRequest("client_id differs from the Authorization line.")
        }
        clientID = pair.name
        clientSecret = pair.password
        method = .basic
    }

    /// The registered client, if the secret fits.
    func verified(at issuer: Issuer) throws(OAuthRefusal) -> RelyingParty {
        guard let client = issuer.read({ $0.clients[clientID] }) else { throw .invalidClient("The client is unknown.") }
        guard issuer.switches.clientAuthenticationMethods.contains(method) else {
            throw .invalidClient("\(method.rawValue) is not accepted here.")
        }
        guard client.clientSecret == clientSecret else { throw .invalidClient("The client secret is wrong.") }
        return client
    }

    /// Both halves are form-encoded before they are joined by a colon (RFC 6749 §2.3.1).
    private static func credentials(_ field: String) throws(OAuthRefusal) -> (name: String, password: String) {
        guard let octets = Base64.decode(String(field.dropFirst("basic ".count)), urlSafe: false) else {
            throw .invalidClient("The Authorization line is malformed.")
        }
        let halves = String(decoding: octets, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false
        ).map { decode(String($0)) }
        guard halves.count == 2, let name = halves[0], let password = halves[1] else {
            throw .invalidClient("The Authorization line is malformed.")
        }
        return (name, password)
    }

    private static func decode(_ half: String) -> String? {
        PercentEncoding.decode(String(half.map { $0 == "+" ? " " : $0 }))
    }
}
