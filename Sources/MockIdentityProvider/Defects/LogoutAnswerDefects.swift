// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Ways back from logout with a state that the relying party did not send.
///
/// - Source: OpenID Connect RP-Initiated Logout 1.0 §3: the provider passes the state back unmodified.
enum LogoutAnswerDefects {
    static let all: [IdentityDefect] = [
        row("logout-state-wrong", "The state is not the one that was sent.", "other-state") { $0 = $1.stray },
        row("logout-state-missing", "There is no state although one was sent.", "no-state") { state, _ in state = nil },
    ]

    private static func row(
        _ name: String, _ summary: String, _ module: String,
        change: @escaping @Sendable (inout String?, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect RP-Initiated Logout 1.0 §3",
            testModule: "oidcc-client-test-rp-init-logout-\(module)", effect: .logoutState(change))
    }
}
