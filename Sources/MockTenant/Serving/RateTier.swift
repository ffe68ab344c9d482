// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an endpoint's calls are counted against.
///
/// - Source: qlik.dev, "Rate limiting": tier 1 has 1000 calls a minute, tier 2 has 100.
public enum RateTier: Int, Sendable, Hashable, CaseIterable {
    /// Most calls.
    case one = 1
    /// Costly calls, and logins.
    case two = 2
}
