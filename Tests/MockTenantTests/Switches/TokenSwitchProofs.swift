// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import CryptoExtras
import Wire

@testable import MockTenant

extension SwitchProof {
    static let tokens = [
        SwitchProof("algorithms", [("RS256", "401"), ("RS256 RS512", "200")]) { harness in
            let forge = harness.forge().withHeader("alg", "RS512").signed { input in
                let digest = SHA512.hash(data: input)
                return Array(
                    try! TokenForge.key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
            }
            return try await harness.login(forge.text).status
        },
        .flag("refuses-tokens-with-401", on: "401 400", off: "400 400") { harness in
            let wrong = try await harness.login(harness.forge().with("aud", "wrong").text).status
            let missing = try await harness.login(harness.forge().with("nbf", nil).text).status
            return "\(wrong) \(missing)"
        },
        .flag("refuses-replayed-tokens", on: "200 401", off: "200 200") { harness in
            let token = harness.forge().text
            let first = try await harness.login(token).status
            let second = try await harness.login(token).status
            return "\(first) \(second)"
        },
        SwitchProof("clock-tolerance-seconds", [("0", "401"), ("100", "200")]) { harness in
            let now = harness.now
            let forge = harness.forge().with("nbf", .number("\(now - 60)")).with("exp", .number("\(now - 1)"))
            return try await harness.login(forge.text).status
        },
        .flag("enforces-profile-claims", on: "400", off: "200") { harness in
            try await harness.login(harness.forge().with("email_verified", nil).text).status
        },
    ]
}
