// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioRunner

extension MockIdentityProvider {
    /// The names under which scenario files and the control port set what an issuer demands and offers.
    static let switchNames = ["demands-pkce", "sends-issuer", "offers-logout", "publishes-keys"]

    /// Sets one of them.
    func set(_ name: String, to isOn: Bool, issuer: String) throws(StageProblem) {
        switch name {
        case "demands-pkce": configure(issuer: issuer) { $0.requiresPKCE = isOn }
        case "sends-issuer": configure(issuer: issuer) { $0.sendsIssuerParameter = isOn }
        case "offers-logout": configure(issuer: issuer) { $0.advertisesEndSession = isOn }
        case "publishes-keys": publishKeySet(isOn ? .all : .nothing, issuer: issuer)
        default: throw StageProblem(.setup, "the mock identity provider has no switch \"\(name)\"")
        }
    }
}
