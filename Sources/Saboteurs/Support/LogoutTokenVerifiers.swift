// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import SessionProxy
import Wire

/// Reads a logout token and believes whatever stands in it.
struct CredulousVerifier: LogoutTokenVerifier {
    func verify(_ token: String, _ expectation: LogoutTokenExpectation) async throws -> LogoutToken {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(String(parts[1]), urlSafe: true) else {
            throw ProviderTokenProblem.malformed
        }
        let claims = try JSONValue.parse(bytes)
        return LogoutToken(
            subject: claims["sub"]?.stringValue, sessionID: claims["sid"]?.stringValue,
            tokenID: claims["jti"]?.stringValue ?? token, expiresAt: expectation.now + 60_000)
    }
}

/// Validates a logout token and alters what it orders.
struct AlteringVerifier: LogoutTokenVerifier {
    private let verifier: any LogoutTokenVerifier
    private let alter: @Sendable (inout LogoutToken) -> Void

    init(_ verifier: any LogoutTokenVerifier, alter: @escaping @Sendable (inout LogoutToken) -> Void) {
        self.verifier = verifier
        self.alter = alter
    }

    func verify(_ token: String, _ expectation: LogoutTokenExpectation) async throws -> LogoutToken {
        var order = try await verifier.verify(token, expectation)
        alter(&order)
        return order
    }
}
