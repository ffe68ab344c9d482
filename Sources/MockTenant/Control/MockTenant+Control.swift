// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// The control interface: what a scenario does to the tenant. Users go by subject, e-mail, or its local part.
extension MockTenant {
    /// The switches that requests from now on are answered by.
    public var switches: TenantSwitches {
        get { core.switches }
        set { core.switches = newValue }
    }

    /// Sets one switch by name.
    ///
    /// - Throws: `TenantSwitchProblem` where the name is unknown or the value does not fit.
    public func setSwitch(_ name: String, to value: String) throws(TenantSwitchProblem) {
        var switches = core.switches
        try switches.set(name, to: value)
        core.switches = switches
    }

    /// Registers a key for JWT logins, in the place of one with the same issuer and key id.
    public func register(_ key: TenantKey) {
        core.register(key)
    }

    /// The sessions that are alive, oldest first.
    public var sessions: [TenantSessionView] {
        core.sessions.live(now: core.now).map(view)
    }

    /// The sessions of one user that are alive, oldest first.
    public func sessions(of user: String) -> [TenantSessionView] {
        liveSessions(of: user).map(view)
    }

    /// The newest session of a user that is alive.
    public func session(of user: String) -> TenantSessionView? {
        liveSessions(of: user).last.map(view)
    }

    /// How often whom, and which token, logged in since the start or the last reset.
    public var loginCounts: LoginCounts { core.logins.all }

    /// Ends one session, as a timeout or an administrator would; open sockets stay open.
    public func endSession(_ id: TenantSessionView.ID) {
        core.sessions.end(id, .killed)
    }

    /// Ends every session of a user, as a timeout or an administrator would; open sockets stay open.
    public func expireSession(of user: String) {
        for session in liveSessions(of: user) { core.sessions.end(session.key, .killed) }
    }

    /// Disables or deletes a user, or makes one active again; sessions stay, what they get is a matter of a switch.
    public func setStatus(of user: String, to status: TenantUserStatus) {
        core.users.set(status, of: user)
    }

    /// Answers 429 for so long, by the tenant's clock, to one user or to everybody, at one tier or at all of them.
    public func limitRate(of user: String? = nil, tier: RateTier? = nil, for duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let until = core.now + seconds * 1000 + attoseconds / 1_000_000_000_000_000
        core.rateLimits.limit(user, tier: tier, until: until)
    }

    /// Lifts every limit, and begins to count calls anew.
    public func resetRateLimits() {
        core.rateLimits.removeAll()
    }

    /// Ends every session.
    public func expireAllSessions() {
        for session in core.sessions.live(now: core.now) { core.sessions.end(session.key, .killed) }
    }

    /// Replaces the session id: the next answer carries the new one, the old one dies after the grace time.
    public func rotateSessionCookie(of user: String) {
        for session in liveSessions(of: user) { rotateSessionCookie(session.key) }
    }

    /// Replaces the session id of one session, as `rotateSessionCookie(of:)` does.
    public func rotateSessionCookie(_ id: TenantSessionView.ID) {
        core.sessions.replaceSessionID(of: id, graceSeconds: core.switches.rotationGraceSeconds, now: core.now)
    }

    /// Makes every CSRF token of a user worthless; a fresh one has to be fetched.
    public func rotateCSRFToken(of user: String) {
        for session in liveSessions(of: user) { rotateCSRFToken(session.key) }
    }

    /// Makes every CSRF token of one session worthless.
    public func rotateCSRFToken(_ id: TenantSessionView.ID) {
        core.sessions.replaceCSRFSecret(of: id)
    }

    /// Puts literal `Set-Cookie` values on coming answers, to one user or to anybody.
    public func setCookiesOnNextAnswers(_ lines: [String], of user: String? = nil, times: Int = 1) {
        core.extraCookies.add(lines, user: user, times: times)
    }

    /// The engine sockets of a user that are open, oldest first.
    public func sockets(of user: String) -> [TenantSocket] {
        core.engine.sockets.filter { $0.isOpen && $0.seat.user.isNamed(user) }.map { TenantSocket(socket: $0) }
    }

    /// Every engine socket that is open, oldest first.
    public var sockets: [TenantSocket] {
        core.engine.sockets.filter(\.isOpen).map { TenantSocket(socket: $0) }
    }

    /// Sends a text to each event stream of a user that is held open, and tells how many there are.
    @discardableResult
    public func sendEvent(_ text: String, to user: String) -> Int {
        core.events.send(text, to: core.users.user(named: user)?.name ?? user)
    }

    /// Ends the event streams of a user that are held open.
    public func endEventStreams(of user: String) {
        core.events.end(of: core.users.user(named: user)?.name ?? user)
    }

    /// Every secret handed out or received so far, and every marker in a body, each with its owner.
    public func canaries() -> [Canary] {
        core.canaries.all
    }

    /// Forgets users, sessions, contents, scripted answers and changed switches; the witness keeps what it saw.
    public func reset() {
        core.reset()
    }

    private func liveSessions(of user: String) -> [TenantSession] {
        guard let id = core.users.user(named: user)?.id else { return [] }
        return core.sessions.live(now: core.now).filter { $0.userID == id }
    }

    private func view(_ session: TenantSession) -> TenantSessionView {
        let user = core.users.user(id: session.userID)
        return TenantSessionView(
            id: session.key,
            user: user?.name ?? "",
            email: user?.email ?? "",
            subject: user?.subject ?? "",
            fingerprint: session.fingerprint,
            cookies: session.pairs.map { .init(name: $0.name, value: $0.value) },
            loadBalancerPrefix: session.loadBalancerPrefix,
            csrfTokens: session.issuedCSRFTokens,
            createdAt: session.createdAt,
            lastSeenAt: session.lastSeenAt,
            answers: session.answers)
    }
}
