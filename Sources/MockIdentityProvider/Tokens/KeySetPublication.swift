// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How much of its key set an issuer shows.
public enum KeySetPublication: String, Sendable, Hashable, CaseIterable {
    /// Every key.
    case all
    /// Only keys that no longer sign, as when a key set lags behind a rotation.
    case withoutCurrentKey
    /// None: the endpoint answers 503.
    case nothing
}
