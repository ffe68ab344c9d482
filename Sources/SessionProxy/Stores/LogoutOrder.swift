// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An order of the identity provider to end sessions, as a store carries it out.
public struct LogoutOrder: Sendable, Hashable {
    /// Whose sessions are to end.
    ///
    /// - Shape: at least one of the two is there.
    public struct Target: Sendable, Hashable {
        /// Stands for the person; nil when only a sign-in is named.
        public let subject: [UInt8]?
        /// Stands for the sign-in; nil when every session of the person is meant.
        public let signIn: [UInt8]?

        /// States whose.
        public init(subject: [UInt8]?, signIn: [UInt8]?) {
            self.subject = subject
            self.signIn = signIn
        }

        /// Whether a session is meant.
        ///
        /// A session of the person whose sign-in the provider did not name may be the one, so it is meant too.
        public func means(_ owner: SessionOwner) -> Bool {
            if let subject, owner.subject != subject { return false }
            guard let signIn else { return subject != nil }
            guard let its = owner.signIn else { return subject != nil }
            return its == signIn
        }
    }

    /// Whose sessions are to end: the same person once for each key that digests may have been made with.
    public let targets: [Target]
    /// Stands for the token that brought the order: 32 octets.
    public let token: [UInt8]
    /// Until when that token may come again, in milliseconds since 1970.
    public let expiresAt: Int64

    /// States an order.
    public init(targets: [Target], token: [UInt8], expiresAt: Int64) {
        self.targets = targets
        self.token = token
        self.expiresAt = expiresAt
    }
}
