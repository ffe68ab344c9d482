// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What the tenant makes of the cookies of one request.
struct CookieVerdict: Sendable {
    /// Whether the request belongs to a session.
    enum State: String, Sendable {
        case valid
        case none
        case unsigned
        case tampered
        case unknown
        case superseded
        case idle
        case absolute
        case killed
        case loggedOut = "logged-out"
        /// The session lives, and its user is no active member.
        case removed
    }

    /// What one cookie is to the session that the request belongs to.
    enum Ownership: Sendable, Hashable {
        /// Issued to this session, and still the newest of its name.
        case own
        /// Issued to this session, and replaced since.
        case stale
        /// Issued to another session.
        case foreign(user: String)
        /// Never issued by this tenant.
        case unknown
    }

    var state = State.none
    /// The session, whether or not it is still alive.
    var session: TenantSession?
    var cookies: [(name: String, ownership: Ownership)] = []
    /// Names that were issued and did not come back.
    var missing: [String] = []
    /// A signed `_csrfToken` pair of this session is there.
    var hasCSRFCookie = false

    /// The session, if the request may act in it.
    var live: TenantSession? { state == .valid ? session : nil }

    /// The verdict as facts of the witness.
    var facts: [String: String] {
        var (own, stale, foreign, unknown) = ("", "", "", "")
        for cookie in cookies {
            switch cookie.ownership {
            case .own: own.append(word: cookie.name)
            case .stale: stale.append(word: cookie.name)
            case .foreign(let user): foreign.append(word: "\(cookie.name)(\(user))")
            case .unknown: unknown.append(word: cookie.name)
            }
        }
        var facts: [String: String] = [:]
        facts.reserveCapacity(12)
        facts["session.state"] = state.rawValue
        if !missing.isEmpty { facts["cookies.missing"] = missing.joined(separator: " ") }
        if !own.isEmpty { facts["cookies.own"] = own }
        if !stale.isEmpty { facts["cookies.stale"] = stale }
        if !foreign.isEmpty { facts["cookies.foreign"] = foreign }
        if !unknown.isEmpty { facts["cookies.unknown"] = unknown }
        return facts
    }
}

extension String {
    /// Appends a word, behind a space where it is not the first.
    fileprivate mutating func append(word: String) {
        if !isEmpty { append(" ") }
        append(word)
    }
}
