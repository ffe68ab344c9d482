// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Where the answer to an authorize request may go: known before anything else is believed.
///
/// - Source: RFC 6749 §4.1.2.1, "MUST NOT automatically redirect the user-agent to the invalid redirection URI".
struct AuthorizeTarget: Sendable {
    let client: RelyingParty
    let redirectURI: String

    /// Finds the client and compares the redirect URI as a string (RFC 9700 §2.1).
    init(_ parameters: Parameters, at issuer: Issuer) throws(OAuthRefusal) {
        if let repeated = parameters.repeated, ["client_id", "redirect_uri"].contains(repeated) {
            throw .invalidRequest("\(repeated) came more than once.")
        }
        guard let clientID = parameters["client_id"], let client = issuer.read({ $0.clients[clientID] }) else {
            throw .invalidRequest("client_id is missing or unknown.")
        }
        guard let redirectURI = parameters["redirect_uri"], client.redirectURIs.contains(redirectURI) else {
            throw .invalidRequest("redirect_uri is missing or not registered for this client.")
        }
        self.client = client
        self.redirectURI = redirectURI
    }
}
