// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization
import Transport
import Wire

extension SessionBook {
    /// A fresh token for the response header of `GET /api/v1/csrf-token`; earlier ones stay good.
    func issueCSRFToken(for key: Int) -> String? {
        storage.withLock { storage in
            guard let session = storage.sessions[key] else { return nil }
            let token = CSRFTokens.issue(secret: session.csrfSecret, salt: random.bytes(8))
            storage.sessions[key]?.issuedCSRFTokens.append(token)
            canaries.add(.csrfToken, owner: storage.owners[key] ?? "", name: "csrf-token", value: token)
            return token
        }
    }

    /// A fresh `_csrfToken` cookie and its signature, from the secret that the session has.
    func renewCSRFCookie(for key: Int) -> [(name: String, value: String)] {
        storage.withLock { storage in
            guard var session = storage.sessions[key] else { return [] }
            let cookie = newCSRFCookie(secret: session.csrfSecret)
            session.csrfCookies.append(cookie)
            storage.sessions[key] = session
            note(cookie.pairs, of: session, in: &storage)
            return cookie.pairs
        }
    }

    /// Makes every CSRF token that is out for this session worthless.
    func replaceCSRFSecret(of key: Int) {
        let secret = random.bytes(24)
        let cookie = newCSRFCookie(secret: secret)
        storage.withLock { storage in
            guard var session = storage.sessions[key] else { return }
            session.csrfSecret = secret
            session.csrfCookies = [cookie]
            session.issuedCSRFTokens = []
            storage.sessions[key] = session
            note(cookie.pairs, of: session, in: &storage)
        }
    }

    /// Replaces the session id; the next answer carries the new one, the old one is good for the grace time.
    func replaceSessionID(of key: Int, graceSeconds: Int64, now: Int64) {
        storage.withLock { storage in
            guard var session = storage.sessions[key] else { return }
            for index in session.ids.indices where session.ids[index].validUntil == nil {
                session.ids[index].validUntil = now + graceSeconds * 1000
            }
            let cookie = newID()
            session.ids.append(.init(cookie: cookie))
            session.mustAnnounceID = true
            storage.sessions[key] = session
            note(cookie.pairs, of: session, in: &storage)
        }
    }

    /// Counts an answer of the session and returns the session cookies that it must carry, if any.
    func announcements(for key: Int, switches: TenantSwitches, now: Int64) -> [(name: String, value: String)] {
        let isDue = storage.withLock { storage in
            storage.sessions[key]?.answers += 1
            let period = switches.rotatesSessionAfterAnswers
            return period > 0 && (storage.sessions[key]?.answers ?? 0) % period == 0
        }
        if isDue { replaceSessionID(of: key, graceSeconds: switches.rotationGraceSeconds, now: now) }
        return storage.withLock { storage in
            guard let session = storage.sessions[key], session.mustAnnounceID else { return [] }
            storage.sessions[key]?.mustAnnounceID = false
            return session.idCookie?.pairs ?? []
        }
    }
}
