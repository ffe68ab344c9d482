// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A checked authorization code request.
///
/// - Source: OpenID Connect Core 1.0 §3.1.2.1 and §3.1.2.2; RFC 7636 §4.3 and §4.4.1.
struct AuthorizeRequest: Sendable {
    let client: RelyingParty
    let redirectURI: String
    let nonce: String?
    let scopes: [String]
    let codeChallenge: String?
    let prompts: Set<String>
    /// The oldest sign-in that will do, in seconds.
    let maxAge: Int64?

    init(_ parameters: Parameters, target: AuthorizeTarget, switches: IdentityProviderSwitches) throws(OAuthRefusal) {
        if let repeated = parameters.repeated { throw .invalidRequest("\(repeated) came more than once.") }
        for unsupported in ["request", "request_uri"] where parameters[unsupported] != nil {
            throw OAuthRefusal(error: "\(unsupported)_not_supported", "Plain parameters only.")
        }
        guard parameters["response_type"] == "code" else {
            throw OAuthRefusal(error: "unsupported_response_type", "Only response_type=code is answered.")
        }
        scopes = parameters.words("scope")
        guard scopes.contains("openid") else { throw OAuthRefusal(error: "invalid_scope", "scope has no openid.") }
        prompts = Set(parameters.words("prompt"))
        if prompts.contains("none"), prompts.count > 1 { throw .invalidRequest("prompt has more than none.") }
        codeChallenge = try Self.challenge(parameters, isRequired: switches.requiresPKCE || target.client.isPublic)
        client = target.client
        redirectURI = target.redirectURI
        nonce = parameters["nonce"]
        maxAge = parameters["max_age"].flatMap { Int64($0) }
    }

    private static func challenge(_ parameters: Parameters, isRequired: Bool) throws(OAuthRefusal) -> String? {
        guard let challenge = parameters["code_challenge"] else {
            if isRequired { throw .invalidRequest("code_challenge is required.") }
            return nil
        }
        guard parameters["code_challenge_method"] == "S256" else {
            throw .invalidRequest("Only code_challenge_method=S256 is accepted.")
        }
        guard ProofKey.isChallenge(challenge) else { throw .invalidRequest("code_challenge is malformed.") }
        return challenge
    }
}

extension RelyingParty {
    /// Whether the client has no secret (RFC 6749 §2.1).
    var isPublic: Bool { clientSecret == nil }
}
