// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Transport
import Wire

/// Which way a request goes.
extension BrowserHandler {
    /// Judges the head and sends the request on its way.
    func decide(_ request: BrowserRequest) {
        if request.method == .connect || request.method == .trace {
            return refuse(.init(.methodNotAllowed, source: .downstream, reason: "CONNECT or TRACE."), closing: true)
        }
        let (verdict, way) = request.withTarget { (PathTricks.judge(target: $0), route(of: request, to: $0)) }
        switch verdict {
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
        request.route = way
        follow(request)
    }

    private func route(of request: BrowserRequest, to target: UnsafeRawBufferPointer) -> Route {
        let end = target.firstOffset(of: UInt8(ascii: "?")) ?? target.count
        return shared.settings.rules.decide(
            path: UnsafeRawBufferPointer(rebasing: target[0..<end]), isReading: request.method.isReading,
            isUpgrade: scanner.wantsUpgrade)
    }

    private func follow(_ request: BrowserRequest) {
        switch request.route {
        case .own: collect()
        case .deny: refuse(.init(.notFound, source: .downstream, reason: "No rule for the path."))
        case .forward:
            if request.method == .options, facts.origin >= 0, facts.requestMethod >= 0 { return answerPreflight() }
            findSession(for: request) { handler, request in handler.checkForgery(request) }
        case .relay: beginUpgrade(request)
        }
    }

    /// The value of `Origin` when it is the proxy's own or a configured one.
    private func allowedOrigin(of request: BrowserRequest) -> String? {
        guard facts.origins == 1 else { return nil }
        return request.head.withUnsafeReadableBytes { head in
            let value = scanner.fields[facts.origin].value(in: head)
            return shared.policy.allows(value) ? ASCII.string(value) : nil
        }
    }

    // MARK: - Sessions

    /// Finds the session the cookie names, in memory or by the control side, and goes on.
    func findSession(
        for request: BrowserRequest, _ next: @escaping (BrowserHandler, BrowserRequest) -> Void
    ) {
        let shared = shared
        let finding = request.head.withUnsafeReadableBytes {
            SessionCookie.find(name: shared.cookieName, in: $0, of: self)
        }
        guard case .ticket(let ticket) = finding else { return signedOut(request, next) }
        if let session = shared.sessions.find(ticket.id), session.matches(ticket), use(session, for: request) {
            return next(self, request)
        }
        load(ticket, for: request, next)
    }

    private func load(
        _ ticket: SessionTicket, for request: BrowserRequest,
        _ next: @escaping (BrowserHandler, BrowserRequest) -> Void
    ) {
        let control = shared.control
        ask {
            try await control.load(ticket)
        } then: { handler, result in
            switch result {
            case .success(let session):
                guard let session, session.matches(ticket), handler.use(session, for: request) else {
                    return handler.signedOut(request, next)
                }
                next(handler, request)
            case .failure(let error):
                let unavailable = ProxyError(
                    .storeUnavailable, source: .internal, reason: "The session could not be read.", underlying: error)
                handler.refuse(error as? ProxyError ?? unavailable)
            }
        }
    }

    private func use(_ session: LiveSession, for request: BrowserRequest) -> Bool {
        request.state = session.use(at: loop.now) { request.pathText }
        guard let wantsPersisting = request.state?.wantsPersisting else { return false }
        request.session = session
        if wantsPersisting { shared.control.persist(session) }
        return true
    }

    private func signedOut(_ request: BrowserRequest, _ next: (BrowserHandler, BrowserRequest) -> Void) {
        // The tenant serves its public files to anyone, and clients ask for them without credentials.
        if case .forward(.asset) = request.route { return next(self, request) }
        refuseSignedOut()
    }

    /// 401, or the way to the sign-in for a page that a person is opening (STAT-03).
    func refuseSignedOut() {
        guard let request, request.route == .forward(.page), request.method.isReading, isNavigation else {
            return refuse(.init(.notSignedIn, source: .downstream, reason: "No session."))
        }
        let location = shared.control.signInLocation(returningTo: request.targetText)
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
    private func checkForgery(_ request: BrowserRequest) {
        guard !request.method.isSafe, let session = request.session else { return forward(request) }
        let isTrusted = request.head.withUnsafeReadableBytes { shared.policy.trusts($0, scanner, facts) }
        guard isTrusted else {
            return refuse(.init(.crossSite, source: .downstream, reason: "A modifying request from another site."))
        }
        guard request.csrfToken == nil else { return forward(request) }
        fetchToken(session, refresh: false, for: request) { $0.forward($1) }
    }

    /// Asks the control side for the session's CSRF token.
    func fetchToken(
        _ session: LiveSession, refresh: Bool, for request: BrowserRequest,
        _ next: @escaping (BrowserHandler, BrowserRequest) -> Void
    ) {
        let control = shared.control
        ask {
            try await control.csrfToken(for: session, refresh: refresh)
        } then: { handler, result in
            switch result {
            case .success(let token):
                request.csrfToken = token
                next(handler, request)
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
        let promise = eventLoop.makePromise(of: T.self)
        promise.completeWithTask(work)
        promise.futureResult.assumeIsolated().whenComplete { [self] result in
            guard case .asking = phase, asked == askedCount else { return }
            then(self, result)
        }
    }
}
