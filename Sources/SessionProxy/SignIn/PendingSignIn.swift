// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A sign-in that a browser has started and not finished.
struct PendingSignIn: Sendable, Hashable {
    /// `state`: 256 random bits.
    var state: String
    /// `nonce`: 256 random bits.
    var nonce: String
    /// The PKCE verifier: 256 random bits (RFC 7636 §4.1).
    var verifier: String
    /// Where the browser wanted to go: path and query on the own origin.
    var returnPath: String
    /// When it started, in milliseconds since 1970.
    var startedAt: Int64
    /// Whether the provider was asked to show no page.
    var isSilent = false

    var json: JSONValue {
        .object([
            ("s", .string(state)), ("n", .string(nonce)), ("v", .string(verifier)), ("r", .string(returnPath)),
            ("t", .number(String(startedAt))), ("q", .bool(isSilent)),
        ])
    }
}

extension PendingSignIn {
    init?(_ json: JSONValue) {
        guard let state = json["s"]?.stringValue, let nonce = json["n"]?.stringValue,
            let verifier = json["v"]?.stringValue, let returnPath = json["r"]?.stringValue,
            let startedAt = json["t"]?.intValue
        else { return nil }
        self.init(
            state: state, nonce: nonce, verifier: verifier, returnPath: returnPath, startedAt: Int64(startedAt),
            isSilent: json["q"]?.boolValue ?? false)
    }
}
