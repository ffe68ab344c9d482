// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// Posts a logout token to the proxy's back-channel route.
struct ProviderPosts: Verb {
    static let name = "posts"
    static let subjects = [SubjectKind.identityProvider]
    static let summary = "Posts a logout token to the proxy's back-channel route."
    static let example = #"- idp posts: { logout-token: ana, defect: audience-wrong }"#

    private let user: String
    private let defect: String?
    private let status: StatusPattern?

    init(_ step: Step) throws(Diagnostic) {
        let map = try step.object.asMap(["logout-token", "defect"])
        user = try map.required("logout-token").string()
        defect = try map["defect"]?.string()
        if let node = try step.expect?.asMap(["status"])["status"] {
            status = try StatusPattern(node)
        } else {
            status = nil
        }
    }

    func play(_ scene: Scene) async throws {
        let answer = try await scene.stage.identityProvider.sendLogoutToken(for: user, defect: defect)
        guard let status, !status.contains(answer) else { return }
        throw StepFailure(expected: "status \(status.inWords)", seen: "status \(answer)", side: .identityProvider)
    }
}
