// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One session of the tenant, as the tenant keeps it.
struct TenantSession: Sendable {
    /// A session id that was handed out, and until when it is good (ms); nil is as long as the session.
    struct SessionID: Sendable {
        let cookie: SignedCookie
        var validUntil: Int64?
    }

    /// Why a session is over.
    enum Ending: String, Sendable {
        case idle
        case absolute
        case killed
        case loggedOut = "logged-out"
    }

    let key: Int
    let userID: String
    let createdAt: Int64
    let idleLimit: Int64
    let absoluteLimit: Int64
    /// The first 24 bytes of each load balancer cookie of this session, in base64.
    let loadBalancerPrefix: String
    let unknownCookie: String?
    let userAgentCookie: String?
    var ids: [SessionID]
    var csrfSecret: [UInt8]
    /// Every `_csrfToken` cookie of the present secret, newest last.
    var csrfCookies: [SignedCookie]
    /// Tokens given out in the response header, newest last.
    var issuedCSRFTokens: [String] = []
    var lastSeenAt: Int64
    var answers = 0
    var ending: Ending?
    /// A new id was made and waits for an answer to travel on.
    var mustAnnounceID = false

    /// The cookie of the newest session id.
    var idCookie: SignedCookie? { ids.last?.cookie }

    /// What the session is called where it must not be betrayed.
    let fingerprint: String

    func isCurrent(id: String, now: Int64) -> Bool {
        ids.contains { $0.cookie.value == id && ($0.validUntil ?? .max) > now }
    }

    /// Idle time slides with each authenticated request, absolute time does not.
    func endingByTime(now: Int64) -> Ending? {
        if now - createdAt >= absoluteLimit { return .absolute }
        if now - lastSeenAt >= idleLimit { return .idle }
        return nil
    }

    /// Every pair that a browser would hold now, apart from the load balancer's, which change with each answer.
    var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        pairs.reserveCapacity(6)
        pairs += idCookie?.pairs ?? []
        pairs += csrfCookies.last?.pairs ?? []
        if let userAgentCookie { pairs.append((CookieNames.userAgent, userAgentCookie)) }
        if let unknownCookie { pairs.append((CookieNames.unknown, unknownCookie)) }
        return pairs
    }
}
