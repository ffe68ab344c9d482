// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an endpoint answers, and what the witness should know about it.
struct EndpointOutcome: Sendable {
    var answer: IdentityAnswer
    /// Named things that were seen or decided, such as `nonce`, `pkce`, `error`.
    var facts: [String: String] = [:]
}
