// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// What scenarios do to the mock tenant and ask of it.
public protocol StageTenant: Sendable {
    /// Adds a scripted answer.
    func script(_ answer: ScriptedAnswer) async throws
    /// Removes scripts and switches, accepts connections and reads again; sessions stay.
    func restore() async throws
    /// Ends the tenant sessions of one user, or of everybody.
    func expireSessions(of user: String?) async throws
    /// Gives the user's session a new `eas.sid` (and signature), sent with the next answer.
    func rotateSessionCookie(of user: String) async throws
    /// Gives the user's session a new CSRF token.
    func rotateCSRFToken(of user: String) async throws
    /// Sets a switch of the mock tenant.
    func set(_ name: String, to value: String) async throws
    /// Accepts connections or refuses them.
    func setListening(_ isListening: Bool) async throws
    /// All sessions since the start, also those that ended, in order of opening.
    func sessions() async -> [StageTenantSession]

    /// Sends a frame on every open socket of the user, or on the newest one only.
    func send(_ frame: StageFrame, to user: String, newestOnly: Bool) async throws
    /// Closes the user's sockets; nil for `code` sends an empty close frame.
    func closeSockets(of user: String, code: UInt16?, reason: String) async throws
    /// Resets the user's sockets without a close frame; with `politely` the TCP stream is ended with FIN.
    func dropSockets(of user: String, politely: Bool) async throws
    /// Stops or resumes taking bytes from the user's sockets.
    func setReading(_ isReading: Bool, of user: String) async throws
}

/// A session of the mock tenant as its control interface shows it.
public struct StageTenantSession: Sendable, Hashable {
    /// One cookie with the values it had before.
    public struct Cookie: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value the tenant set last; nil if the tenant deleted the cookie.
        public let value: String?
        /// Values that were replaced, newest first.
        public let earlier: [String]

        /// Makes a cookie.
        public init(name: String, value: String?, earlier: [String] = []) {
            self.name = name
            self.value = value
            self.earlier = earlier
        }
    }

    /// An id for reports.
    public let id: String
    /// The user's scenario name (`ana`), or the token's subject if no such user exists.
    public let user: String
    /// The cookies that belong to it.
    public let cookies: [Cookie]
    /// Its CSRF tokens, the valid one first.
    public let csrfTokens: [String]
    /// True until it expired or was logged out.
    public let isLive: Bool

    /// Makes a session.
    public init(id: String, user: String, cookies: [Cookie], csrfTokens: [String], isLive: Bool) {
        self.id = id
        self.user = user
        self.cookies = cookies
        self.csrfTokens = csrfTokens
        self.isLive = isLive
    }
}
