// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Wire

/// `/login` and the callback.
struct SignInRoutes: Sendable {
    private let keeper: SessionKeeper
    private let relyingParty: RelyingParty
    private let sealer: SignInSealer
    private let cookies: OwnCookies
    private let returnPath: ReturnPath
    private let publicOrigin: String
    private let isSilent: Bool
    /// States that came back once; the cookie that would bring one back again is gone, but a copy of it may exist.
    private let usedStates: ExpiringSet<String>
    private let unfinished: UnfinishedSignIns

    init(_ keeper: SessionKeeper, _ relyingParty: RelyingParty) {
        self.keeper = keeper
        self.relyingParty = relyingParty
        sealer = SignInSealer(keeper.configuration)
        cookies = OwnCookies(keeper.configuration)
        returnPath = ReturnPath(keeper.configuration)
        publicOrigin = keeper.configuration.publicOrigin
        isSilent = keeper.configuration.silentLogin
        usedStates = ExpiringSet(milliseconds: keeper.configuration.signInMilliseconds)
        unfinished = UnfinishedSignIns(
            limit: keeper.configuration.limits.signInsPerAddress, milliseconds: keeper.configuration.signInMilliseconds)
    }

    /// The path and query of `/login` that come back to `target`.
    static func location(returningTo target: String) -> String {
        "\(OwnPath.login)?returnTo=\(PercentEncoding.encode(target))"
    }

    /// Begins a sign-in.
    ///
    /// - Shape: someone who is signed in is asked again only at her own wish, not at another site's (CSRF-05).
    func begin(_ request: OwnRequest) async throws -> OwnResponse {
        // Qlik's client spells it `returnto`.
        let wanted = (request.queryValues("returnTo") + request.queryValues("returnto")).first
        let path = returnPath.accepted(wanted)
        if !SiteEvidence(request, publicOrigin: publicOrigin).isOwn, try await currentSession(request) != nil {
            return .redirect(to: path)
        }
        do {
            let way = try await toProvider(path, silently: isSilent, beside: underWay(request), for: request)
            keeper.counts.count(.signInStarted)
            return way
        } catch let error as ProxyError {
            keeper.counts.count(.signInFailed(error.code))
            throw error
        }
    }

    /// Sends the browser to the identity provider, unless too many went there from its address and never came back.
    private func toProvider(
        _ path: String, silently: Bool, beside others: [PendingSignIn], for request: OwnRequest
    ) async throws -> OwnResponse {
        guard unfinished.begin(at: address(of: request), now: keeper.now) else {
            throw ProxyError(.tooManySignIns, source: .downstream, reason: "An address began too many sign-ins.")
        }
        let (location, pending) = try await relyingParty.begin(returningTo: path, silently: silently)
        let value = try sealer.seal(others + [pending])
        return .redirect(to: location, settingCookies: [cookies.settingSignIn(value)])
    }

    /// Finishes a sign-in; a state is used up by the first callback that brings it, whatever comes of it.
    func finish(_ request: OwnRequest) async -> (response: OwnResponse?, error: ProxyError?, cookies: [String]) {
        var setCookies: [String] = []
        do {
            let (pending, others) = try take(request)
            unfinished.finish(at: address(of: request), startedAt: pending.startedAt)
            setCookies = [cookies.settingSignIn(try sealer.seal(others))]
            if pending.isSilent, Self.needsPage(request) {
                // Once only: what is begun here is not silent (LOGIN-07).
                let way = try await toProvider(pending.returnPath, silently: false, beside: others, for: request)
                return (way, nil, [])
            }
            let signIn = try await relyingParty.finish(
                pending, code: try code(request), issuer: request.queryValues("iss").first)
            let previous = try await currentSession(request)
            let session = try await keeper.open(for: signIn)
            if let previous { try await keeper.end(previous, .replaced) }
            keeper.counts.count(.signInFinished)
            let response = OwnResponse.redirect(
                to: pending.returnPath, settingCookies: setCookies + [cookies.setting(session.ticket)])
            return (response, nil, [])
        } catch {
            return (nil, failed(error), setCookies)
        }
    }

    /// Counts a sign-in that could not be finished.
    private func failed(_ error: any Error) -> ProxyError {
        if !(error is ProxyError) { keeper.logger.error("A sign-in failed", metadata: .of(error)) }
        let problem =
            error as? ProxyError ?? ProxyError(.internalFault, source: .internal, reason: "A sign-in failed.")
        keeper.counts.count(.signInFailed(problem.code))
        keeper.counts.count(.refused(problem.code))
        return problem
    }

    /// The sign-in of this browser that the callback's state belongs to, and the others it has under way.
    private func take(_ request: OwnRequest) throws -> (PendingSignIn, [PendingSignIn]) {
        let states = request.queryValues("state")
        guard states.count == 1, request.queryValues("code").count <= 1, request.queryValues("error").count <= 1 else {
            throw Self.badSignIn("The callback's parameters are missing or repeated.")
        }
        let pending = underWay(request)
        guard let match = pending.first(where: { ConstantTime.equal($0.state, states[0]) }) else {
            throw Self.badSignIn("The callback's state was not begun in this browser.")
        }
        guard usedStates.insert(match.state, now: keeper.now) else {
            throw Self.badSignIn("The callback's state was used before.")
        }
        return (match, pending.filter { $0.state != match.state })
    }

    /// Whether the provider says that it cannot sign the user in without showing a page.
    ///
    /// - Source: OpenID Connect Core 1.0 §3.1.2.6.
    private static func needsPage(_ request: OwnRequest) -> Bool {
        let errors: Set = [
            "login_required", "interaction_required", "consent_required", "account_selection_required",
        ]
        return request.queryValues("error").first.map(errors.contains) ?? false
    }

    private func code(_ request: OwnRequest) throws -> String {
        guard request.queryValues("error").isEmpty else {
            throw ProxyError(
                .identityProviderRefused, source: .upstream, reason: "The identity provider refused the sign-in.")
        }
        guard let code = request.queryValues("code").first, !code.isEmpty else {
            throw Self.badSignIn("The callback has no code.")
        }
        return code
    }

    private func underWay(_ request: OwnRequest) -> [PendingSignIn] {
        cookies.signIn(in: request).map { sealer.open($0, now: keeper.now) } ?? []
    }

    private func address(of request: OwnRequest) -> String {
        ClientAddress.of(request, trusted: keeper.configuration.trustedProxies)
    }

    private func currentSession(_ request: OwnRequest) async throws -> LiveSession? {
        guard let ticket = cookies.ticket(in: request) else { return nil }
        return try await keeper.load(ticket)
    }

    private static func badSignIn(_ reason: String) -> ProxyError {
        ProxyError(.badSignIn, source: .downstream, reason: reason)
    }
}
