// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What a defect does, and to which answer.
enum DefectEffect: Sendable {
    /// Changes an ID token before it is signed.
    case idToken(@Sendable (inout TokenDraft, DefectContext) -> Void)
    /// Changes a logout token before it is signed.
    case logoutToken(@Sendable (inout TokenDraft, DefectContext) -> Void)
    /// Sends the browser back with an error.
    case authorizeError(OAuthRefusal)
    /// Changes the parameters with which the browser is sent back.
    case authorizeAnswer(@Sendable (inout AuthorizeAnswer, DefectContext) -> Void)
    /// Changes the JSON of the token answer.
    case tokenDocument(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the whole token answer.
    case tokenAnswer(@Sendable (inout IdentityAnswer) -> Void)
    /// Changes the discovery document.
    case discovery(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the key set.
    case keySet(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the userinfo claims.
    case userInfo(@Sendable (inout JSONObject, DefectContext) -> Void)

    /// The endpoint whose answer shows it.
    var endpoint: (any IdentityEndpoint)? {
        switch self {
        case .idToken, .tokenDocument, .tokenAnswer: TokenEndpoint()
        case .authorizeError, .authorizeAnswer: AuthorizeEndpoint()
        case .discovery: DiscoveryEndpoint()
        case .keySet: KeySetEndpoint()
        case .userInfo: UserInfoEndpoint()
        case .logoutToken: nil
        }
    }
}
