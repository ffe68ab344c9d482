// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a token of the identity provider is refused.
public enum ProviderTokenProblem: String, Error, Sendable, Hashable, CaseIterable {
    case malformed, type, algorithm, unknownKey, signature
    case issuer, audience, authorizedParty, expired, issuedAt, notYetValid, nonce, subject
    case events, tokenID
}
