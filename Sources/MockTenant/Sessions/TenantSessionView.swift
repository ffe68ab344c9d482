// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the control interface shows of a session.
public struct TenantSessionView: Sendable, Hashable, Identifiable {
    /// A number that no other session of this tenant has.
    public let id: Int
    /// The name of the user, as the witness gives it.
    public let user: String
    /// The user's e-mail.
    public let email: String
    /// The user's `subject`.
    public let subject: String
    /// Eight hexadecimal digits that stand for the session id; also in the witness, as the fact `session`.
    public let fingerprint: String
    /// The cookies that a browser would hold now, in the order of the documentation, without the load balancer's.
    public let cookies: [Cookie]
    /// The first 32 characters that `AWSALB` and `AWSALBCORS` of this session always have.
    public let loadBalancerPrefix: String
    /// The CSRF tokens given out in a header, oldest first; with the one in the cookie, all are good.
    public let csrfTokens: [String]
    /// When the session was opened, in milliseconds since the epoch.
    public let createdAt: Int64
    /// When the session was last used, in milliseconds since the epoch.
    public let lastSeenAt: Int64
    /// How many answers the session has had.
    public let answers: Int

    /// A cookie that the tenant has issued.
    public struct Cookie: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value, as it stands on the wire.
        public let value: String
    }

    /// The value of the cookie `name`.
    public func cookie(_ name: String) -> String? {
        cookies.first { $0.name == name }?.value
    }
}
