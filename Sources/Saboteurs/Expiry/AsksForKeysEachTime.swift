// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
public import Testbed
import Transport

/// Fetches the identity provider's key set for every token.
public struct AsksForKeysEachTime: Saboteur {
    /// The name in reports.
    public static let name = "asks-for-keys-each-time"
    /// The requirements that must catch it.
    public static let breaks = ["EXP-06"]
    /// What is wrong with this proxy.
    public static let summary = "Fetches the identity provider's key set for every token."

    /// Makes it for one stage.
    public init() {}

    /// Puts the defect in.
    public func sabotage(_ seams: inout StageSeams) {
        seams.components = { components in
            components.idTokenVerifier = FetchingVerifier(
                verifier: components.idTokenVerifier, client: components.httpClient)
        }
    }
}

/// Validates an ID token with keys that are fetched for it.
private struct FetchingVerifier: IDTokenVerifier {
    let verifier: any IDTokenVerifier
    let client: any BackChannel

    func verify(_ token: String, _ expectation: IDTokenExpectation) async throws -> ProviderSignIn {
        let keys = try HTTPURL(expectation.issuer + "/.well-known/jwks.json")
        var expectation = expectation
        expectation.keySet = { [client] _ in
            String(decoding: try await client.send(ClientRequest(url: keys)).body, as: UTF8.self)
        }
        return try await verifier.verify(token, expectation)
    }
}
