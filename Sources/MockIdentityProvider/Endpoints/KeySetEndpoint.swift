// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Publishes the public keys.
///
/// - Source: RFC 7517 §5.
struct KeySetEndpoint: IdentityEndpoint {
    let path = "/.well-known/jwks.json"
    let methods: Set<String> = ["GET", "HEAD"]

    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome {
        _ = try issuer.signingKey()
        let keys = issuer.read { $0.keys }
        if keys.publication == .nothing {
            return EndpointOutcome(answer: IdentityAnswer(503), facts: ["key-set": keys.publication.rawValue])
        }
        let published = try keys.published.map { try $0.publicJWK() }
        var document = JSONObject([("keys", .array(published))])
        if case .keySet(let change)? = defect?.effect { change(&document, issuer.defectContext()) }
        return EndpointOutcome(
            answer: .json(document, isCacheable: true),
            facts: ["keys": keys.published.map(\.keyID).joined(separator: " ")])
    }
}
