// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The route table: every endpoint that each issuer has.
enum IdentityEndpoints {
    static let all: [any IdentityEndpoint] = [
        DiscoveryEndpoint(),
        KeySetEndpoint(),
        AuthorizeEndpoint(),
        TokenEndpoint(),
        UserInfoEndpoint(),
        EndSessionEndpoint(),
        Auth0LogoutEndpoint(),
    ]

    static func endpoint(at path: String) -> (any IdentityEndpoint)? { all.first { $0.path == path } }
}
