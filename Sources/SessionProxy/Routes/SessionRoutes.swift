// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Wire

/// `/`, `/session` and `/logout`.
struct SessionRoutes: Sendable {
    private let keeper: SessionKeeper
    private let relyingParty: RelyingParty
    private let pages: Pages
    private let cookies: OwnCookies
    private let publicOrigin: String

    init(_ keeper: SessionKeeper, _ relyingParty: RelyingParty, _ pages: Pages) {
        self.keeper = keeper
        self.relyingParty = relyingParty
        self.pages = pages
        cookies = OwnCookies(keeper.configuration)
        publicOrigin = keeper.configuration.publicOrigin
    }

    /// The front page; it leads to sign-in when nobody is signed in.
    func front(_ request: OwnRequest) async throws -> OwnResponse {
        if let session = try await session(of: request) { return pages.front(Self.displayName(session.subject)) }
        guard request.wantsPage else {
            throw ProxyError(.notSignedIn, source: .downstream, reason: "Nobody is signed in.")
        }
        return .redirect(to: SignInRoutes.location(returningTo: request.target))
    }

    /// Tells a page who is signed in.
    func status(_ request: OwnRequest) async throws -> OwnResponse {
        guard let session = try await session(of: request) else { return .json(["signedIn": false]) }
        return .json(["signedIn": true, "name": .string(Self.displayName(session.subject))])
    }

    /// Signs out (OUT-01 to OUT-04).
    ///
    /// - Shape: a POST must not come from another site; a GET must prove that it comes from this one or from the person
    ///   herself, or else a page asks (CSRF-05). Qlik's client signs out by a GET.
    func logOut(_ request: OwnRequest) async throws -> OwnResponse {
        let evidence = SiteEvidence(request, publicOrigin: publicOrigin)
        let isAllowed = request.method == "POST" ? !evidence.isForeign : evidence.isOwn
        guard isAllowed else {
            if request.method != "POST", request.wantsPage { return pages.confirmation() }
            throw ProxyError(.crossSite, source: .downstream, reason: "Another site asked for a logout.")
        }
        if let session = try await session(of: request) { try await keeper.end(session, .loggedOut) }
        return await afterLogout().settingCookies(cookies.removingAll)
    }

    /// The provider's place to sign out, or our own page when it offers none or cannot be asked.
    private func afterLogout() async -> OwnResponse {
        do {
            if let location = try await relyingParty.endSessionLocation() { return .redirect(to: location) }
        } catch {
            keeper.logger.warning("The identity provider cannot be asked for its logout", metadata: .of(error))
        }
        return pages.signedOut()
    }

    private func session(of request: OwnRequest) async throws -> LiveSession? {
        guard let ticket = cookies.ticket(in: request) else { return nil }
        return try await keeper.load(ticket)
    }

    private static func displayName(_ subject: Subject) -> String { subject.name ?? subject.email ?? subject.subject }
}
