// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The answer that a defect changes.
public enum DefectPlace: String, Sendable, Hashable, CaseIterable {
    /// The ID token of every token answer.
    case idToken = "ID token"
    /// The ID token that a refresh token earns.
    case refreshedIDToken = "refreshed ID token"
    /// The logout token that is posted to relying parties when a session ends.
    case logoutToken = "logout token"
    /// The parameters with which the browser is sent back after the authorize request.
    case authorizeAnswer = "authorize answer"
    /// The answer to a code at the token endpoint.
    case tokenAnswer = "token answer"
    /// The answer to a refresh token at the token endpoint.
    case refreshAnswer = "refresh answer"
    /// The discovery document.
    case discovery
    /// The key set.
    case keySet = "key set"
    /// The claims about the user.
    case userInfo = "userinfo"
    /// The parameters with which the browser is sent back after logout.
    case logoutAnswer = "logout answer"

    /// The endpoint at which it shows.
    var endpoint: any IdentityEndpoint {
        switch self {
        case .idToken, .refreshedIDToken, .tokenAnswer, .refreshAnswer: TokenEndpoint()
        case .logoutToken, .logoutAnswer: EndSessionEndpoint()
        case .authorizeAnswer: AuthorizeEndpoint()
        case .discovery: DiscoveryEndpoint()
        case .keySet: KeySetEndpoint()
        case .userInfo: UserInfoEndpoint()
        }
    }
}
