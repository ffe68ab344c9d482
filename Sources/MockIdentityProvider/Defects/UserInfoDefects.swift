// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Userinfo answers about somebody else, or about nobody.
///
/// - Source: OpenID Connect Core 1.0 §5.3.2, "The sub Claim in the UserInfo Response MUST be verified to exactly
///   match the sub Claim in the ID Token".
enum UserInfoDefects {
    static let all: [IdentityDefect] = [
        row("userinfo-sub-differs", "The claims are about another subject.", "userinfo-invalid-sub") {
            $0["sub"] = .string($1.stray)
        },
        row("userinfo-sub-missing", "The claims name no subject.") { claims, _ in claims["sub"] = nil },
    ]

    private static func row(
        _ name: String, _ summary: String, _ module: String? = nil,
        change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 §5.3.2",
            testModule: module.map { "oidcc-client-test-\($0)" }, effect: .userInfo(change))
    }
}
