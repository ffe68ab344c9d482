// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

extension SessionBook {
    /// Judges the cookies of one request, and lets the session's idle time begin anew where they are good.
    func judge(_ pairs: [(name: String, value: String)], now: Int64) -> CookieVerdict {
        storage.withLock { storage in
            var verdict = CookieVerdict()
            let id = pairs.first { $0.name == CookieNames.session }?.value
            if let id, let issue = storage.issued[id], issue.name == CookieNames.session {
                verdict.session = storage.sessions[issue.session]
            }
            verdict.state = state(id: id, pairs: pairs, session: verdict.session, now: now)
            if verdict.state == .valid, let key = verdict.session?.key {
                storage.sessions[key]?.lastSeenAt = now
                verdict.session?.lastSeenAt = now
            }
            describe(pairs, in: storage, verdict: &verdict)
            return verdict
        }
    }

    private func state(
        id: String?, pairs: [(name: String, value: String)], session: TenantSession?, now: Int64
    ) -> CookieVerdict.State {
        guard let id else { return .none }
        let signature = pairs.first { $0.name == CookieNames.sessionSignature }?.value
        guard let signature else { return .unsigned }
        let known = session?.ids.first { $0.cookie.value == id }?.cookie
        let isSigned = known.map { $0.signature == signature }
        guard isSigned ?? signer.isValid(signature, name: CookieNames.session, value: id) else { return .tampered }
        guard let session else { return .unknown }
        if let ending = session.ending ?? session.endingByTime(now: now) {
            return CookieVerdict.State(rawValue: ending.rawValue) ?? .killed
        }
        return session.isCurrent(id: id, now: now) ? .valid : .superseded
    }

    private func describe(
        _ pairs: [(name: String, value: String)], in storage: Storage, verdict: inout CookieVerdict
    ) {
        let current = verdict.session?.pairs ?? []
        verdict.cookies.reserveCapacity(pairs.count)
        for pair in pairs {
            // Mostly it is one of the session's present pairs; to compare is cheaper than to look it up.
            let isCurrent =
                current.contains { $0.name == pair.name && $0.value == pair.value }
                || LoadBalancerCookie.isSticky(pair, with: verdict.session?.loadBalancerPrefix)
            let ownership = isCurrent ? .own : ownership(of: pair, current: current, in: storage, verdict)
            verdict.cookies.append((pair.name, ownership))
        }
        verdict.missing = current.lazy.filter { issued in !pairs.contains { $0.name == issued.name } }.map(\.name)
        if let token = pairs.first(where: { $0.name == CookieNames.csrf })?.value,
            let signature = pairs.first(where: { $0.name == CookieNames.csrfSignature })?.value,
            let session = verdict.session
        {
            verdict.hasCSRFCookie = isCSRFCookie(token, signature: signature, of: session)
        }
    }

    private func isCSRFCookie(_ token: String, signature: String, of session: TenantSession) -> Bool {
        if let known = session.csrfCookies.last(where: { $0.value == token }) { return signature == known.signature }
        return signer.isValid(signature, name: CookieNames.csrf, value: token)
            && CSRFTokens.isValid(token, secret: session.csrfSecret)
    }

    private func owner(of pair: (name: String, value: String), in storage: Storage) -> Int? {
        if LoadBalancerCookie.isName(pair.name) {
            return storage.loadBalancerPrefixes[LoadBalancerCookie.prefix(of: pair.value)]
        }
        guard let issue = storage.issued[pair.value], issue.name == pair.name else { return nil }
        return issue.session
    }

    private func ownership(
        of pair: (name: String, value: String), current: [(name: String, value: String)],
        in storage: Storage, _ verdict: CookieVerdict
    ) -> CookieVerdict.Ownership {
        guard let owner = owner(of: pair, in: storage) else { return .unknown }
        guard owner == verdict.session?.key else { return .foreign(user: storage.owners[owner] ?? "") }
        guard let newest = current.first(where: { $0.name == pair.name }) else { return .own }
        return newest.value == pair.value ? .own : .stale
    }
}
