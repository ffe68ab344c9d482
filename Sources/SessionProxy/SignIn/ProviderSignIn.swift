// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What a good ID token states: who signed in, and what the provider calls this sign-in.
public struct ProviderSignIn: Sendable, Hashable {
    /// The person.
    public var subject: Subject
    /// The claim `sid`; nil when the provider does not name sign-ins.
    ///
    /// - Source: OpenID Connect Back-Channel Logout 1.0 §2.1.
    public var sessionID: String?

    /// States a sign-in.
    public init(subject: Subject, sessionID: String? = nil) {
        self.subject = subject
        self.sessionID = sessionID
    }
}
