// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a browser session is over.
public enum SessionEnd: String, Sendable, Hashable, CaseIterable {
    /// Its user logged out.
    case loggedOut = "logged out"
    /// It was idle, or old, beyond its lifetime.
    case expired
    /// The tenant refused to renew its side for good.
    case refused
    /// The same browser signed in again, or its user did so in too many others.
    case replaced
}
