// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One endpoint of an issuer.
protocol IdentityEndpoint: Sendable {
    /// The path below the issuer, as Auth0 names it.
    var path: String { get }
    /// The methods it answers; others get 405.
    var methods: Set<String> { get }
    /// The user this request is about, as far as it can be told before answering: scripts are chosen by it.
    func user(of request: IdentityRequest, at issuer: Issuer) -> String?
    /// Answers a request.
    func answer(
        _ request: IdentityRequest, at issuer: Issuer, misbehaving defect: IdentityDefect?
    ) async throws -> EndpointOutcome
}

extension IdentityEndpoint {
    func user(of request: IdentityRequest, at issuer: Issuer) -> String? { nil }
}
