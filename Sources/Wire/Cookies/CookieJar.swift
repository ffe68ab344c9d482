// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Keeps cookies as a user agent does.
///
/// - Shape: every answer counts as one to a same-site request over HTTP, and no list of public suffixes is known.
/// - Source: RFC 6265bis §5.7 (storage), §5.8 (retrieval).
public struct CookieJar: Sendable, Hashable {
    /// The cookies in the order of their creation, expired ones included until the next `store`.
    public internal(set) var all: [StoredCookie] = []
    var nextSerial: UInt64 = 0

    /// The most cookies of one domain.
    public static let mostPerDomain = 180
    /// The most cookies of all domains.
    public static let mostOfAll = 3000
    /// The furthest expiry, in seconds from now: 400 days (RFC 6265bis §5.5).
    public static let longestLife: Int64 = 400 * 86_400

    /// Makes an empty jar.
    public init() {}

    /// Takes one `Set-Cookie` line from an answer of `origin`.
    ///
    /// - Units: `now` in seconds since 1970.
    /// - Returns: whether the jar changed; a line that must be ignored changes nothing.
    @discardableResult
    public mutating func store(_ line: String, from origin: CookieOrigin, now: Int64) -> Bool {
        guard let header = SetCookieHeader.parse(line), var cookie = admit(header, from: origin, now: now) else {
            return false
        }
        let isChange: Bool
        if let index = all.firstIndex(where: { $0.isReplaced(by: cookie) }) {
            cookie.created = all[index].created
            cookie.serial = all[index].serial
            all[index] = cookie
            isChange = true
        } else {
            cookie.serial = nextSerial
            nextSerial += 1
            all.append(cookie)
            isChange = !cookie.isExpired(at: now)
        }
        all.removeAll { $0.isExpired(at: now) }
        evict(domain: cookie.domain)
        return isChange
    }

    /// The value of the `Cookie` line for a request to `origin`; nil where no cookie matches.
    public func header(for origin: CookieOrigin, now: Int64) -> String? {
        let pairs = cookies(for: origin, now: now).map { CookiePair(name: $0.name, value: $0.value) }
        return pairs.isEmpty ? nil : CookieHeader(pairs: pairs).serialized
    }

    /// The cookies that a request to `origin` carries, longest path first, then the oldest.
    ///
    /// - Source: RFC 6265bis §5.8.3.
    public func cookies(for origin: CookieOrigin, now: Int64) -> [StoredCookie] {
        let path = origin.path.hasPrefix("/") ? origin.path : "/"
        let matching = all.filter { cookie in
            let isOfHost =
                cookie.hostOnly
                ? cookie.domain == origin.host : CookieMatching.domain(cookie.domain, matches: origin.host)
            return isOfHost && CookieMatching.path(cookie.path, matches: path) && (origin.isSecure || !cookie.secure)
                && !cookie.isExpired(at: now)
        }
        return matching.sorted { left, right in
            let (leftLength, rightLength) = (left.path.utf8.count, right.path.utf8.count)
            return leftLength == rightLength ? left.serial < right.serial : leftLength > rightLength
        }
    }

    /// Forgets everything.
    public mutating func removeAll() { all = [] }

    /// Forgets the cookies for which the condition holds.
    public mutating func removeAll(where condition: (StoredCookie) -> Bool) { all.removeAll(where: condition) }

    /// Makes room: of a domain with too many, and of all, the oldest cookies go, those without Secure first.
    ///
    /// - Source: RFC 6265bis §5.7, at its end. Times of last access are not kept, the age stands in for them.
    private mutating func evict(domain: String) {
        while all.count(where: { $0.domain == domain }) > Self.mostPerDomain {
            removeOldest { $0.domain == domain }
        }
        while all.count > Self.mostOfAll { removeOldest { _ in true } }
    }

    private mutating func removeOldest(where condition: (StoredCookie) -> Bool) {
        let candidates = all.indices.filter { condition(all[$0]) }
        guard let victim = candidates.first(where: { !all[$0].secure }) ?? candidates.first else { return }
        all.remove(at: victim)
    }
}

extension StoredCookie {
    /// Whether a new cookie takes the place of this one.
    ///
    /// - Source: RFC 6265bis §5.7: name, domain, host-only flag and path.
    func isReplaced(by other: StoredCookie) -> Bool {
        name == other.name && domain == other.domain && hostOnly == other.hostOnly && path == other.path
    }
}
