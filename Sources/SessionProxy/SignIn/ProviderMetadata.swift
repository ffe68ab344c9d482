// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// What an identity provider tells about itself.
///
/// - Source: OpenID Connect Discovery 1.0 §3 and §4.3.
struct ProviderMetadata: Sendable {
    /// The issuer, exactly as ID tokens must state it.
    var issuer: String
    var authorizationEndpoint: HTTPURL
    var tokenEndpoint: HTTPURL
    var keySetURL: HTTPURL
    var endSessionEndpoint: HTTPURL?
    /// Whether the client secret goes into the form; else it goes into an Authorization line.
    var wantsSecretInForm: Bool
    /// Whether the callback must carry `iss` (RFC 9207 §2.4).
    var statesIssuerInCallback: Bool

    /// Reads the document found at `url`.
    ///
    /// - Throws: `ProxyError` with `.identityProviderRefused`.
    init(_ document: JSONValue, expecting provider: HTTPURL) throws {
        func url(_ name: String) throws -> HTTPURL {
            guard let url = try Self.url(document, name, provider) else { throw Self.problem("lacks \(name)") }
            return url
        }
        guard let issuer = document["issuer"]?.stringValue else { throw Self.problem("lacks issuer") }
        // Auth0's issuer ends with a slash that people leave out; nothing else may differ.
        guard Self.withoutSlash(issuer) == Self.withoutSlash(provider.description) else {
            throw Self.problem("is another issuer's")
        }
        self.issuer = issuer
        authorizationEndpoint = try url("authorization_endpoint")
        tokenEndpoint = try url("token_endpoint")
        keySetURL = try url("jwks_uri")
        endSessionEndpoint = try Self.url(document, "end_session_endpoint", provider)
        let methods = document["token_endpoint_auth_methods_supported"]?.arrayValue?.compactMap(\.stringValue)
        wantsSecretInForm =
            methods.map { !$0.contains("client_secret_basic") && $0.contains("client_secret_post") } ?? false
        statesIssuerInCallback = document["authorization_response_iss_parameter_supported"]?.boolValue ?? false
    }

    private static func url(_ document: JSONValue, _ name: String, _ provider: HTTPURL) throws -> HTTPURL? {
        guard let value = document[name], !value.isNull else { return nil }
        do {
            let url = try HTTPURL(value.stringValue ?? "")
            if url.isSecure || !provider.isSecure { return url }
        } catch {}
        throw problem("has an unusable \(name)")
    }

    private static func withoutSlash(_ text: String) -> Substring {
        text.hasSuffix("/") ? text.dropLast() : text[...]
    }

    private static func problem(_ what: String) -> ProxyError {
        ProxyError(.identityProviderRefused, source: .upstream, reason: "The provider's discovery document \(what).")
    }
}
