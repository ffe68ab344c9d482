// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Testing
import Transport
import Wire

/// Codes that the token endpoint will refuse. RFC 6749 §4.1.2 and §5.2; RFC 7636 §4.6.
@Suite struct CodeDefectTests {
    static let reasons = [
        ("code-spent", "The code has been used before."), ("code-expired", "The code has expired."),
        ("code-of-another-client", "The code was issued to another client."),
        ("code-of-another-redirect", "redirect_uri is not the one of the authorize request."),
        ("code-of-another-request", "code_verifier does not fit the code_challenge."),
        ("code-unknown", "The code is unknown."),
    ]

    @Test(arguments: reasons)
    func theCodeLooksRightAndIsRefused(_ name: String, _ reason: String) async throws {
        try await ProviderStage.with { stage async throws in
            try stage.provider.misbehave(name, times: 1)
            let code = try await stage.code()
            #expect(!code.isEmpty)
            let answer = try await stage.token(code: code)
            #expect(answer.status == 400)
            let document = try JSONValue.parse(answer.body)
            #expect(document["error"]?.stringValue == "invalid_grant")
            #expect(document["error_description"]?.stringValue == reason)
            #expect(try await stage.token(code: try await stage.code()).status == 200)
        }
    }
}
