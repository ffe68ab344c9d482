// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport
import Wire

/// All sessions of the tenant and every cookie value that was ever issued.
///
/// - Units: milliseconds since the epoch.
/// - Source: help.qlik.com, "Configuring session timeouts": 30 min of inactivity, 24 h in all.
final class SessionBook: Sendable {
    struct Storage: Sendable {
        var sessions: [Int: TenantSession] = [:]
        var nextKey = 1
        /// Every cookie that was issued, by its value, which no other has.
        var issued: [String: Issue] = [:]
        var loadBalancerPrefixes: [String: Int] = [:]
        var owners: [Int: String] = [:]
    }

    /// Under which name a value was issued, and to which session.
    struct Issue: Sendable {
        let name: String
        let session: Int
    }

    let storage = Mutex(Storage())
    let signer: CookieSigner
    let random: RandomSource
    let canaries: CanaryBook

    init(random: RandomSource, canaries: CanaryBook) {
        self.random = random
        self.canaries = canaries
        signer = CookieSigner(key: random.bytes(64))
    }

    func open(for user: TenantUser, switches: TenantSwitches, now: Int64) -> TenantSession {
        let secret = random.bytes(24)
        let id = newID()
        let session = storage.withLock { storage in
            defer { storage.nextKey += 1 }
            if switches.sessionsPerUser > 0 { makeRoom(for: user, keeping: switches.sessionsPerUser - 1, in: &storage) }
            let session = TenantSession(
                key: storage.nextKey,
                userID: user.id,
                createdAt: now,
                idleLimit: switches.idleTimeoutSeconds * 1000,
                absoluteLimit: switches.absoluteLifetimeSeconds * 1000,
                loadBalancerPrefix: LoadBalancerCookie.newPrefix(random),
                unknownCookie: switches.sendsUnknownCookie ? token(bytes: 15) : nil,
                userAgentCookie: switches.sendsUserAgentCookie ? "\(token(bytes: 24)).\(shortSignature())" : nil,
                ids: [.init(cookie: id)],
                csrfSecret: secret,
                csrfCookies: [newCSRFCookie(secret: secret)],
                lastSeenAt: now,
                fingerprint: Redaction.fingerprint(id.value))
            storage.sessions[session.key] = session
            storage.loadBalancerPrefixes[session.loadBalancerPrefix] = session.key
            storage.owners[session.key] = user.name
            note(session.pairs, of: session, in: &storage)
            return session
        }
        canaries.add(.tenantCookie, owner: user.name, name: CookieNames.loadBalancer, value: session.loadBalancerPrefix)
        return session
    }

    /// Ends the oldest sessions of a user, so that no more than so many are left.
    private func makeRoom(for user: TenantUser, keeping count: Int, in storage: inout Storage) {
        let live = storage.sessions.values.filter { $0.userID == user.id && $0.ending == nil }.map(\.key).sorted()
        for key in live.dropLast(count) { storage.sessions[key]?.ending = .killed }
    }

    /// Records pairs as issued and as canaries of their owner.
    func note(_ pairs: [(name: String, value: String)], of session: TenantSession, in storage: inout Storage) {
        for pair in pairs {
            let issue = Issue(name: pair.name, session: session.key)
            guard storage.issued.updateValue(issue, forKey: pair.value) == nil else { continue }
            let kind: Canary.Kind = pair.name.hasSuffix(".sig") ? .tenantCookieSignature : .tenantCookie
            canaries.add(kind, owner: storage.owners[session.key] ?? "", name: pair.name, value: pair.value)
        }
    }

    func session(_ key: Int) -> TenantSession? {
        storage.withLock { $0.sessions[key] }
    }

    /// Sessions that are alive now, oldest first.
    func live(now: Int64) -> [TenantSession] {
        storage.withLock { storage in
            storage.sessions.values
                .filter { $0.ending == nil && $0.endingByTime(now: now) == nil }
                .sorted { $0.key < $1.key }
        }
    }

    func end(_ key: Int, _ ending: TenantSession.Ending) {
        storage.withLock { $0.sessions[key]?.ending = ending }
    }

    /// Lets the idle time begin anew.
    func touch(_ key: Int, now: Int64) {
        storage.withLock { $0.sessions[key]?.lastSeenAt = now }
    }

    func removeAll() {
        storage.withLock { $0 = Storage() }
    }

    func newID() -> SignedCookie {
        signer.sign(CookieNames.session, token(bytes: 24))
    }

    func newCSRFCookie(secret: [UInt8]) -> SignedCookie {
        signer.sign(CookieNames.csrf, CSRFTokens.issue(secret: secret, salt: random.bytes(8)))
    }

    private func token(bytes: Int) -> String {
        Base64.encode(random.bytes(bytes), urlSafe: true, padded: false)
    }

    private func shortSignature() -> String { token(bytes: 64) }
}
