// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// Everything about a session that outlives the process.
public struct SessionRecord: Sendable {
    /// The person.
    public var subject: Subject
    /// The tenant's cookies.
    public var jar: CookieJar
    /// The tenant's CSRF token, when one is known.
    public var csrfToken: String?
    /// Counts the tenant sessions so far.
    public var generation: UInt64
    /// Start of the session, in milliseconds since 1970.
    public var createdAt: Int64
    /// Last use by its user, in milliseconds since 1970.
    public var lastUsedAt: Int64
    /// What the identity provider calls the sign-in (`sid`), when it names sign-ins.
    public var providerSession: String?

    /// Puts a record together.
    public init(
        subject: Subject, jar: CookieJar = CookieJar(), csrfToken: String? = nil, generation: UInt64 = 1,
        createdAt: Int64, lastUsedAt: Int64? = nil, providerSession: String? = nil
    ) {
        self.subject = subject
        self.jar = jar
        self.csrfToken = csrfToken
        self.generation = generation
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt ?? createdAt
        self.providerSession = providerSession
    }
}
