// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Closes a user's engine sockets with a close frame.
struct TenantCloses: Verb {
    static let name = "closes"
    static let subjects = [SubjectKind.tenant]
    static let summary = "Closes a user's engine sockets with a close frame."
    static let example = #"- tenant closes: { code: 4204, reason: busy }"#

    private let close: CloseSpec
    private let user: Template?

    init(_ step: Step) throws(Diagnostic) {
        try step.refuseExpect()
        close = try CloseSpec(step.object, further: ["of"])
        user = try UserName.read(step.object, key: "of")
    }

    func play(_ scene: Scene) async throws {
        let user = try await scene.user(user)
        let reason = try await scene.text(close.reason)
        try await scene.stage.tenant.closeSockets(of: user, code: close.code, reason: reason)
    }
}
