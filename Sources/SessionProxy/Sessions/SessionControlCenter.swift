// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The control side as the forwarding path sees it.
struct SessionControlCenter: SessionControl {
    let keeper: SessionKeeper
    let routes: OwnRoutes

    var cache: SessionCache { keeper.cache }

    func load(_ ticket: SessionTicket) async throws -> LiveSession? { try await keeper.load(ticket) }

    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String? {
        try await keeper.csrfToken(for: session, refresh: refresh)
    }

    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome {
        try await keeper.renew(session, sawGeneration: sawGeneration)
    }

    func persist(_ session: LiveSession) { keeper.persist(session) }

    func ownRoute(_ request: OwnRequest) async -> OwnResponse { await routes.respond(to: request) }

    func signInLocation(returningTo target: String) -> String { SignInRoutes.location(returningTo: target) }
}
