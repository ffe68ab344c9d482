// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Claims which requests the identity provider received.
struct ProviderReceived: Claim {
    static let name = "received"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Claims which requests the identity provider received."
    static let example = #"- idp received: { at: token, times: 1, form: { grant_type: authorization_code } }"#

    private let claim: RequestClaim

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        claim = try RequestClaim(step.object, side: .identityProvider, scope: .all)
    }

    func play(_ scene: Scene) async throws {
        try await claim.play(scene)
    }
}
