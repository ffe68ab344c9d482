// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The places at which something can be seen.
public enum Side: String, Sendable, Hashable, CaseIterable, Codable {
    /// Between browser and proxy.
    case browser
    /// Between proxy and tenant.
    case tenant
    /// At the identity provider.
    case identityProvider = "identity provider"
    /// In the session store.
    case store
    /// In the log.
    case log
}
