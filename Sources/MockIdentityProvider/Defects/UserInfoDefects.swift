// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Userinfo answers about somebody else, about nobody, or none at all.
///
/// - Source: OpenID Connect Core 1.0 §5.3.2, "The sub Claim in the UserInfo Response MUST be verified to exactly
///   match the sub Claim in the ID Token"; §5.3.3 and RFC 6750 §3 for refusals.
enum UserInfoDefects {
    static let all: [IdentityDefect] = [
        row("userinfo-sub-differs", "The claims are about another subject.", "userinfo-invalid-sub") {
            $0["sub"] = .string($1.stray)
        },
        row("userinfo-sub-missing", "The claims name no subject.") { claims, _ in claims["sub"] = nil },
        answer("userinfo-401", "The access token is refused.") { answer in
            let challenge = HeaderList([("WWW-Authenticate", #"Bearer error="invalid_token""#)])
            answer = IdentityAnswer(401, headers: challenge)
        },
        answer("userinfo-500", "The endpoint failed.") { answer in answer = IdentityAnswer(500) },
        answer("userinfo-not-json", "The answer is called JSON and is cut in the middle.") { answer in
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
        },
    ]

    private static func row(
        _ name: String, _ summary: String, _ module: String? = nil,
        change: @escaping @Sendable (inout JSONObject, DefectContext) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 §5.3.2",
            testModule: module.map { "oidcc-client-test-\($0)" }, effect: .userInfo(change))
    }

    private static func answer(
        _ name: String, _ summary: String, change: @escaping @Sendable (inout IdentityAnswer) -> Void
    ) -> IdentityDefect {
        IdentityDefect(
            name, summary, source: "OpenID Connect Core 1.0 §5.3.3", effect: .answer(of: .userInfo, change))
    }
}
