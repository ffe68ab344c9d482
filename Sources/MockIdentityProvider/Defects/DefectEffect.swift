// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What a defect does, and to which answer.
enum DefectEffect: Sendable {
    /// Changes every ID token before it is signed.
    case idToken(@Sendable (inout TokenDraft, DefectContext) -> Void)
    /// Changes the ID token that a refresh token earns before it is signed.
    case refreshedIDToken(@Sendable (inout TokenDraft, DefectContext) -> Void)
    /// Changes a logout token before it is signed.
    case logoutToken(@Sendable (inout TokenDraft, DefectContext) -> Void)
    /// Sends the browser back with an error.
    case authorizeError(OAuthRefusal)
    /// Changes the parameters with which the browser is sent back.
    case authorizeAnswer(@Sendable (inout AuthorizeAnswer, DefectContext) -> Void)
    /// Changes what a code stands for before the browser is sent back with it.
    case code(@Sendable (inout AuthorizationGrant, DefectContext) -> Void)
    /// Changes the JSON with which a code is answered.
    case tokenDocument(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the JSON with which a refresh token is answered.
    case refreshDocument(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Refuses a refresh token.
    case refreshError(OAuthRefusal)
    /// Changes the discovery document.
    case discovery(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the key set.
    case keySet(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the userinfo claims.
    case userInfo(@Sendable (inout JSONObject, DefectContext) -> Void)
    /// Changes the state with which the browser is sent back after logout.
    case logoutState(@Sendable (inout String?, DefectContext) -> Void)
    /// Changes the whole answer, status and header lines included.
    case answer(of: DefectPlace, @Sendable (inout IdentityAnswer) -> Void)
    /// Gives the right answer, only later.
    case delay(of: DefectPlace, Duration)

    /// The answer it changes.
    var place: DefectPlace {
        switch self {
        case .idToken: .idToken
        case .refreshedIDToken: .refreshedIDToken
        case .logoutToken: .logoutToken
        case .authorizeError, .authorizeAnswer, .code: .authorizeAnswer
        case .tokenDocument: .tokenAnswer
        case .refreshDocument, .refreshError: .refreshAnswer
        case .discovery: .discovery
        case .keySet: .keySet
        case .userInfo: .userInfo
        case .logoutState: .logoutAnswer
        case .answer(let place, _), .delay(let place, _): place
        }
    }

    /// How long the answer is held back.
    var delay: Duration? {
        if case .delay(_, let duration) = self { duration } else { nil }
    }

    /// Changes an answer that the endpoint has finished, where the effect is on the whole of it.
    func spoil(_ answer: inout IdentityAnswer) {
        if case .answer(_, let change) = self { change(&answer) }
    }
}
