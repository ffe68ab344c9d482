// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// Which way a request goes.
extension BrowserHandler {
    /// Judges the head and sends the request on its way.
    func decide() {
        guard let request else { return }
        if request.method == .connect || request.method == .trace {
            return refuse(.init(.methodNotAllowed, source: .downstream, reason: "CONNECT or TRACE."), closing: true)
        }
        switch request.withTarget({ PathTricks.judge(target: $0) }) {
        case .malformed:
            return refuse(
                .init(.malformedRequest, source: .downstream, reason: "No origin-form target."), closing: true)
        case .tricky:
            return refuse(.init(.notFound, source: .downstream, reason: "A target with tricks."))
        case .clean: break
        }
        if case .length(let count) = request.framing, count > limits.requestBodyBytes {
            return refuse(.init(.bodyTooLarge, source: .downstream, reason: "\(count) bytes announced."), closing: true)
        }
        if facts.expect >= 0, !scanner.expectsContinue {
            return refuse(
                .init(.expectationFailed, source: .downstream, reason: "An unknown expectation."), closing: true)
        }
        request.allowedOrigin = allowedOrigin(of: request)
        request.route = route(of: request)
        follow(request.route)
    }

    private func route(of request: BrowserRequest) -> Route {
        request.withTarget { target in
            let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
            return loop.shared.settings.rules.decide(
                path: UnsafeRawBufferPointer(rebasing: target[0..<end]), isReading: request.method.isReading,
                isUpgrade: scanner.wantsUpgrade)
        }
    }

    private func follow(_ route: Route) {
        switch route {
        case .own: collect()
        case .deny: refuse(.init(.notFound, source: .downstream, reason: "No rule for the path."))
        case .forward:
            if request?.method == .options, facts.origin >= 0, facts.requestMethod >= 0 { return answerPreflight() }
            findSession { handler in handler.checkForgery() }
        case .relay: beginUpgrade()
        }
    }

    /// The value of `Origin` when it is the proxy's own or a configured one.
    private func allowedOrigin(of request: BrowserRequest) -> String? {
        guard facts.origins == 1 else { return nil }
        return request.head.withUnsafeReadableBytes { head in
            let value = scanner.fields[facts.origin].value(in: head)
            return loop.shared.policy.allows(value) ? ASCII.string(value) : nil
        }
    }

    // MARK: - Sessions

    /// Finds the session the cookie names, in memory or by the control side, and goes on.
    func findSession(_ next: @escaping (BrowserHandler) -> Void) {
        guard let request else { return }
        let finding = request.head.withUnsafeReadableBytes {
            SessionCookie.find(name: loop.shared.cookieName, in: $0, of: self)
        }
        guard case .ticket(let ticket) = finding else { return signedOut(next) }
        let control = loop.shared.control
        if let session = control.cache.find(ticket.id), session.matches(ticket), use(session) { return next(self) }
        ask {
            try await control.load(ticket)
        } then: { handler, result in
            switch result {
            case .success(let session):
                guard let session, session.matches(ticket), handler.use(session) else { return handler.signedOut(next) }
                next(handler)
            case .failure(let error):
                let unavailable = ProxyError(
                    .storeUnavailable, source: .internal, reason: "The session could not be read.", underlying: error)
                handler.refuse(error as? ProxyError ?? unavailable)
            }
        }
    }

    private func use(_ session: LiveSession) -> Bool {
        guard let request, let state = session.use(at: loop.now, path: request.pathLater) else { return false }
        request.session = session
        request.state = state
        request.csrfToken = state.csrfToken
        if state.wantsPersisting { loop.shared.control.persist(session) }
        return true
    }

    private func signedOut(_ next: (BrowserHandler) -> Void) {
        // The tenant serves its public files to anyone, and clients ask for them without credentials.
        if case .forward(.asset) = request?.route { return next(self) }
        refuseSignedOut()
    }

    /// 401, or the way to the sign-in for a page that a person is opening (STAT-03).
    func refuseSignedOut() {
        guard let request, request.route == .forward(.page), request.method.isReading, isNavigation else {
            return refuse(.init(.notSignedIn, source: .downstream, reason: "No session."))
        }
        let location = loop.shared.control.signInLocation(returningTo: request.targetText)
        respond(OwnResponse(status: 302, headers: ["Location": location, "Cache-Control": "no-store"]))
    }

    private var isNavigation: Bool {
        guard let request, facts.requestedWith < 0 else { return false }
        return request.head.withUnsafeReadableBytes { head in
            if facts.secFetchMode >= 0 {
                return ASCII.matches(scanner.fields[facts.secFetchMode].value(in: head), "navigate")
            }
            return facts.accept >= 0 && ASCII.contains(scanner.fields[facts.accept].value(in: head), "text/html")
        }
    }

    /// Refuses what another site may have made the browser send (CSRF-03), and fetches the CSRF token if need be.
    private func checkForgery() {
        guard let request else { return }
        guard let session = request.session, !request.method.isSafe else { return forward() }
        let isTrusted = request.head.withUnsafeReadableBytes { loop.shared.policy.trusts($0, scanner, facts) }
        guard isTrusted else {
            return refuse(.init(.crossSite, source: .downstream, reason: "A modifying request from another site."))
        }
        guard request.csrfToken == nil else { return forward() }
        fetchToken(session, refresh: false) { $0.forward() }
    }

    /// Asks the control side for the session's CSRF token.
    func fetchToken(_ session: LiveSession, refresh: Bool, _ next: @escaping (BrowserHandler) -> Void) {
        let control = loop.shared.control
        ask {
            try await control.csrfToken(for: session, refresh: refresh)
        } then: { handler, result in
            switch result {
            case .success(let token):
                handler.request?.csrfToken = token
                next(handler)
            case .failure(let error):
                let unknown = ProxyError(
                    .tenantUnreachable, source: .upstream, reason: "No CSRF token.", underlying: error)
                handler.refuse(error as? ProxyError ?? unknown)
            }
        }
    }

    /// Waits for something slow beside the forwarding path; what comes too late is dropped.
    func ask<T: Sendable>(
        _ work: @escaping @Sendable () async throws -> T,
        then: @escaping (BrowserHandler, Result<T, any Error>) -> Void
    ) {
        phase = .asking
        askedCount += 1
        let asked = askedCount
        let promise = loop.eventLoop.makePromise(of: T.self)
        promise.completeWithTask(work)
        promise.futureResult.assumeIsolated().whenComplete { [self] result in
            guard case .asking = phase, asked == askedCount else { return }
            then(self, result)
        }
    }
}

extension BrowserRequest {
    /// The path, made only when someone needs it.
    var pathLater: () -> String {
        { self.pathText }
    }
}
