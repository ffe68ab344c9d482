// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage

/// A scenario to begin with: valid, and with a comment at everything that is to be changed.
struct ScenarioSkeleton {
    /// The scenario's id.
    let id: String
    /// The suite that it is written for.
    let known: ScenarioLibrary

    /// What almost every scenario needs first.
    private static let signIn = "sign-in/opens-a-tenant-session"

    /// The file.
    var text: String {
        let needs = known.scenario(Self.signIn) == nil ? "" : Self.signIn
        let levels = Requirement.Level.allCases.map(\.rawValue).joined(separator: " or ")
        return """
            # The claim in one sentence: what is true of a right proxy.
            scenario: A signed-in user gets her own answer
            # Area and claim, stable for ever: people select scenarios by it.
            id: \(id)
            # The requirements that it tests (\(levels)): `tenantless list`, `tenantless explain ISOL-03`.
            covers: []
            # required: a failure fails the run; recommended: it warns; observed: it is only reported.
            kind: required
            # What a failure would mean for somebody.
            why: >-
              Say here what goes wrong for a user if this is not so.
            # Scenarios without which this one proves nothing: if one of them fails, this one is blocked.
            needs: [\(needs)]
            # Features that the target must declare, or the scenario is skipped: websocket, logout, …
            features: []
            users:
              ana: {}                                   # ana@example.com
              ben: { email: ben@example.com }
            steps:
              # Present tense acts, past tense asserts; `tenantless list` names the verbs, `explain VERB` shows each.
              - ana signs-in: through the identity provider
              - ben signs-in: through the identity provider
              - ana gets: /api/v1/users/me
                expect: { status: 200, json: { email: ana@example.com } }
              # What the tenant received is asserted where it was seen: at the tenant.
              - tenant received: { at: /api/v1/users/me, of: ana, times: 1, with-exactly: <ana.tenant-cookies> }
              - nobody reached: { the: tenant, at: /api/v1/items }

            """
    }
}
