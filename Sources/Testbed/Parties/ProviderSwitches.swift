// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioRunner

extension MockIdentityProvider {
    /// The names under which scenario files and the control port set what an issuer demands and offers.
    static let switchNames = [
        "demands-pkce", "demands-basic", "sends-issuer", "offers-logout", "offers-refresh", "signs-userinfo",
        "publishes-keys", "revokes-reused-refresh",
    ]

    /// Sets one of them.
    func set(_ name: String, to isOn: Bool, issuer: String) throws(StageProblem) {
        switch name {
        case "demands-pkce": configure(issuer: issuer) { $0.requiresPKCE = isOn }
        case "demands-basic":
            configure(issuer: issuer) {
                $0.clientAuthenticationMethods = isOn ? [.basic] : Set(ClientAuthenticationMethod.allCases)
            }
        case "sends-issuer": configure(issuer: issuer) { $0.sendsIssuerParameter = isOn }
        case "offers-logout": configure(issuer: issuer) { $0.advertisesEndSession = isOn }
        case "offers-refresh": configure(issuer: issuer) { $0.issuesRefreshTokens = isOn }
        case "signs-userinfo": configure(issuer: issuer) { $0.signsUserInfo = isOn }
        case "revokes-reused-refresh": configure(issuer: issuer) { $0.revokesReusedRefreshTokens = isOn }
        case "publishes-keys": publishKeySet(isOn ? .all : .nothing, issuer: issuer)
        default: throw StageProblem(.setup, "the mock identity provider has no switch \"\(name)\"")
        }
    }
}
