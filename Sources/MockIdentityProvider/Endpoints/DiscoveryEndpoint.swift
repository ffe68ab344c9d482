// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Tells relying parties where everything is.
///
/// - Source: OpenID Connect Discovery 1.0 §3 and §4; RFC 9207 §3.
struct DiscoveryEndpoint: IdentityEndpoint {
    let path = "/.well-known/openid-configuration"
    let methods: Set<String> = ["GET", "HEAD"]

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        var document = Self.document(of: issuer)
        if case .discovery(let change)? = defect?.effect { change(&document, issuer.defectContext()) }
        return EndpointOutcome(answer: .json(document, isCacheable: true))
    }

    private static func document(of issuer: Issuer) -> JSONObject {
        let identifier = issuer.identifier
        let switches = issuer.switches
        var document = JSONObject([
            ("issuer", .string(identifier)),
            ("authorization_endpoint", .string(identifier + AuthorizeEndpoint().path)),
            ("token_endpoint", .string(identifier + TokenEndpoint().path)),
            ("userinfo_endpoint", .string(identifier + UserInfoEndpoint().path)),
            ("jwks_uri", .string(identifier + KeySetEndpoint().path)),
            ("scopes_supported", strings(["openid", "profile", "email", "address", "phone", "offline_access"])),
            ("response_types_supported", strings(["code"])),
            ("response_modes_supported", strings(["query", "form_post"])),
            ("grant_types_supported", strings(["authorization_code", "refresh_token"])),
            ("subject_types_supported", strings(["public"])),
            ("id_token_signing_alg_values_supported", strings(SigningAlgorithm.allCases.map(\.rawValue))),
            (
                "token_endpoint_auth_methods_supported",
                strings(switches.clientAuthenticationMethods.map(\.rawValue).sorted())
            ),
            ("request_parameter_supported", .bool(false)),
            // Said, because a document that says nothing means true.
            ("request_uri_parameter_supported", .bool(false)),
            ("code_challenge_methods_supported", strings(["S256"])),
            ("backchannel_logout_supported", .bool(true)),
            ("backchannel_logout_session_supported", .bool(true)),
            ("authorization_response_iss_parameter_supported", .bool(switches.sendsIssuerParameter)),
        ])
        if switches.signsUserInfo {
            document["userinfo_signing_alg_values_supported"] = strings([switches.signingAlgorithm.rawValue])
        }
        if switches.advertisesEndSession {
            document["end_session_endpoint"] = .string(identifier + EndSessionEndpoint().path)
        }
        return document
    }

    private static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
}
