// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the forwarding path asks of the rest of the proxy when something slow is needed.
public protocol SessionControl: Sendable {
    /// The live sessions; a hit there needs no call at all.
    var cache: SessionCache { get }

    /// Brings a session that is not in the cache to life from the store, and into the cache.
    ///
    /// - Returns: nil when there is no such session, the secret is wrong, or its lifetime is over.
    /// - Throws: `ProxyError` with `.storeUnavailable`: fail closed, never as if signed out (ERR-03).
    func load(_ ticket: SessionTicket) async throws -> LiveSession?

    /// The session's CSRF token at the tenant; one fetch at a time per session.
    ///
    /// - Parameters:
    ///   - session: the session.
    ///   - refresh: whether a token already known is known to be stale.
    /// - Returns: the token; nil when the tenant has none to give.
    /// - Throws: `ProxyError` when the tenant cannot be asked.
    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String?

    /// Opens a new tenant session after the tenant said 401; one attempt at a time per session.
    ///
    /// - Parameters:
    ///   - session: the session.
    ///   - sawGeneration: the tenant session that was refused; when a newer one is there already, that is enough.
    /// - Returns: what came of it.
    /// - Throws: `ProxyError` when it failed for the moment.
    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome

    /// Marks the session for writing to the store, soon and off the event loop.
    func persist(_ session: LiveSession)

    /// Answers one of the proxy's own routes.
    func ownRoute(_ request: OwnRequest) async -> OwnResponse

    /// The path and query of the route that starts a sign-in and comes back to `target` afterwards.
    func signInLocation(returningTo target: String) -> String
}
