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

    /// Forgets sessions, and returns them in the order of their beginning.
    func endSessions(where isMeant: (SingleSignOnSession) -> Bool) -> [SingleSignOnSession] {
        change { state in
            let ended = state.sessions.values.filter(isMeant)
            for session in ended { state.sessions[session.cookieValue] = nil }
            return ended.sorted { ($0.authenticatedAt, $0.identifier) < ($1.authenticatedAt, $1.identifier) }
        }
    }

    /// Forgets every session of a user and honours the cookie no more.
    func signOut(_ user: String) -> [SingleSignOnSession] {
        change { _ = $0.signedOut.insert(user) }
        return endSessions { $0.user == user }
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
