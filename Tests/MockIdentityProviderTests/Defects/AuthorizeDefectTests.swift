// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Each defect of the authorize answer, seen on the wire.
@Suite struct AuthorizeDefectTests {
    @Test(arguments: [
        "login_required", "interaction_required", "consent_required", "account_selection_required", "access_denied",
        "temporarily_unavailable", "server_error", "invalid_request", "unauthorized_client",
        "unsupported_response_type", "invalid_scope", "invalid_request_uri", "invalid_request_object",
        "request_not_supported", "request_uri_not_supported", "registration_not_supported",
        "unmet_authentication_requirements",
    ])
    func theErrorIsSentBackWithTheState(_ error: String) async throws {
        try await ProviderStage.with { stage async throws in
            let name = "error-" + error.replacing("_", with: "-")
            try stage.provider.misbehave(name, times: 1)
            let answer = try await stage.authorize()
            #expect(ProviderStage.answered(answer, "error") == error)
            #expect(ProviderStage.answered(answer, "state") == "state-of-ana")
            #expect(ProviderStage.answered(answer, "code") == nil)
            #expect(try await stage.code().isEmpty == false)
        }
    }

    struct Sight: Sendable, CustomTestStringConvertible {
        let name: String
        let shows: @Sendable ([(String, String)]) -> Bool
        var testDescription: String { name }
    }

    private static func values(_ name: String, _ parameter: String, _ wanted: @escaping @Sendable ([String]) -> Bool)
        -> Sight
    {
        Sight(name: name) { pairs in wanted(pairs.filter { $0.0 == parameter }.map(\.1)) }
    }

    static let sights: [Sight] = [
        values("state-wrong", "state") { $0.count == 1 && $0 != ["state-of-ana"] },
        values("state-missing", "state") { $0.isEmpty },
        values("state-repeated", "state") { $0.count == 2 && $0[0] == "state-of-ana" && $0[1] != $0[0] },
        values("code-missing", "code") { $0.isEmpty }, values("code-empty", "code") { $0 == [""] },
        values("code-repeated", "code") { $0.count == 2 && $0[0] != $0[1] },
        values("code-unknown", "code") { $0.count == 1 && $0[0].utf8.count == 16 },
        values("code-and-error", "error") { $0 == ["access_denied"] },
        values("response-iss-repeated", "iss") { $0.count == 2 && $0[1] == $0[0] + ".invalid" },
        Sight(name: "error-state-wrong") { pairs in
            pairs.contains { $0 == ("error", "access_denied") }
                && pairs.contains { $0.0 == "state" && $0.1 != "state-of-ana" }
        },
        Sight(name: "error-state-missing") { pairs in
            pairs.contains { $0 == ("error", "access_denied") } && !pairs.contains { ["state", "code"].contains($0.0) }
        },
        values("response-iss-wrong", "iss") { $0.first?.hasSuffix(".invalid") == true },
        values("response-iss-missing", "iss") { $0.isEmpty },
        values("error-description-markup", "error_description") { $0.first?.hasPrefix("<script>") == true },
        values("error-code-markup", "error") { $0.first?.hasPrefix("<script>") == true },
    ]

    @Test(arguments: sights)
    func theDefectShowsOnceAndTheNextAnswerIsRight(_ sight: Sight) async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave(sight.name, times: 1)
            let wrong = try await stage.authorize()
            #expect(wrong.status == 302)
            #expect(sight.shows(ProviderStage.answered(wrong)))
            #expect(!sight.shows(ProviderStage.answered(try await stage.authorize())))
        }
    }

    @Test func everyAuthorizeDefectOfTheCatalogueIsShown() {
        let shown = Set(Self.sights.map(\.name)).union(CodeDefectTests.reasons.map(\.0))
        let known = DefectCatalogue.all.filter { $0.place == .authorizeAnswer && !shown.contains($0.name) }
        // What is left are the errors of RFC 6749 §4.1.2.1 and OpenID Connect Core 1.0 §3.1.2.6, shown above.
        #expect(known.allSatisfy { $0.name.hasPrefix("error-") })
        #expect(known.count == 17)
    }
}
