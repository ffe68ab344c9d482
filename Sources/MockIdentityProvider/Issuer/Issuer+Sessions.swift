// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Issuer {
    /// The session that a browser's `idp_session` cookie stands for, begun now if it is the first time.
    ///
    /// - Shape: nil without a cookie, for an unknown user, and for one who was signed out by the harness.
    func session(cookie value: String?) -> SingleSignOnSession? {
        guard let value else { return nil }
        let fresh = freshIdentifier()
        let now = nowInSeconds
        return change { state in
            guard let user = state.user(ofCookie: value), !state.signedOut.contains(user.name) else { return nil }
            if let session = state.sessions[value] { return session }
            return Self.begin(value, for: user, identifier: fresh, now: now, in: &state)
        }
    }

    /// Signs a user in on the login page: always a new session.
    func signIn(_ name: String) -> SingleSignOnSession? {
        let fresh = freshIdentifier()
        let now = nowInSeconds
        return change { state in
            guard let user = state.user(ofCookie: name) else { return nil }
            state.signedOut.remove(user.name)
            return Self.begin(name, for: user, identifier: fresh, now: now, in: &state)
        }
    }

    /// Forgets the session of one browser.
    func endSession(cookie value: String?) {
        guard let value else { return }
        change { $0.sessions[value] = nil }
    }

    /// Forgets the session with this `sid`.
    func endSession(identifier: String) {
        change { state in state.sessions = state.sessions.filter { $0.value.identifier != identifier } }
    }

    /// Forgets every session of a user and honours the cookie no more.
    func signOut(_ user: String) {
        change { state in
            state.sessions = state.sessions.filter { $0.value.user != user }
            state.signedOut.insert(user)
        }
    }

    private static func begin(
        _ value: String, for user: IdentityUser, identifier: String, now: Int64, in state: inout IssuerState
    ) -> SingleSignOnSession {
        let session = SingleSignOnSession(
            cookieValue: value, user: user.name, identifier: identifier, authenticatedAt: now)
        state.sessions[value] = session
        return session
    }
}
