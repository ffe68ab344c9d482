// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What came of an attempt to open a new tenant session for a browser session.
public enum RenewalOutcome: Sendable {
    /// There is a new tenant session, from this call or a concurrent one.
    case renewed
    /// The tenant refused for good, or the browser session ended meanwhile: it is over.
    case ended
    /// It failed for the moment; the session stays.
    case passing(ProxyError)
}
