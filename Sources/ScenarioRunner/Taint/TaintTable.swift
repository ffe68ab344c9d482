// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// Where each kind of secret may appear; everywhere else it is a leak.
///
/// The browser side means what the proxy writes to browsers; the tenant and identity provider sides
/// mean what the proxy writes to them. Requests of browsers are the scenario's own doing.
/// - Source: RFC 10017 §6.1; OWASP Session Management; requirements ISOL-01, ISOL-04, ISOL-06, COOKIE-05.
enum TaintTable {
    /// The sides on which a kind may appear at all.
    static let sides: [Canary.Kind: Set<Side>] = [
        .tenantCookie: [.tenant],
        .tenantCookieSignature: [.tenant],
        .csrfToken: [.tenant],
        .tenantToken: [.tenant],
        .idToken: [.identityProvider],
        .accessToken: [.identityProvider],
        .refreshToken: [.identityProvider],
        .authorizationCode: [.identityProvider],
        .codeVerifier: [.identityProvider, .store],
        .state: [.browser, .identityProvider, .store],
        .nonce: [.browser, .identityProvider, .store],
        .browserSession: [.browser],
        .foreignCookie: [],
        .bodyMarker: [.browser, .tenant],
        .privateKey: [],
        .clientSecret: [.identityProvider],
        .sessionSecret: [],
        .authorizationHeader: [],
    ]

    /// Whether a secret may be seen there.
    static func allows(_ canary: Canary, on side: Side, at place: TaintPlace, actor: String?) -> Bool {
        guard sides[canary.kind]?.contains(side) == true else { return false }
        switch (canary.kind, side) {
        case (.browserSession, .browser):
            return place == .header("set-cookie")
        case (.bodyMarker, .browser):
            return actor == nil || canary.owner == actor
        default:
            return true
        }
    }

    /// Kinds of which one request to the tenant may carry only one user's.
    static let personal: Set<Canary.Kind> = [
        .tenantCookie, .tenantCookieSignature, .csrfToken, .tenantToken,
    ]
}
