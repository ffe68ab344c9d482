// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The values of the SameSite attribute.
///
/// - Source: RFC 6265bis §5.6.7.
public enum SameSite: String, Sendable, Hashable, CaseIterable {
    /// Only in same-site requests.
    case strict = "Strict"
    /// Also in top-level navigations with a safe method.
    case lax = "Lax"
    /// Everywhere.
    case none = "None"
}
