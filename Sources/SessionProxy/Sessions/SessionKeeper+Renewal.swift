// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Wire

/// New tenant sessions and CSRF tokens for sessions that live.
extension SessionKeeper {
    /// Opens a new tenant session after the tenant said 401; one attempt at a time per session, whichever of the proxies
    /// on one store makes it (EXP-02 to EXP-04).
    ///
    /// `sawGeneration` is the tenant session that was refused; when there is a newer one, that is enough.
    func renew(_ session: LiveSession, sawGeneration: UInt64) async throws -> RenewalOutcome {
        if session.ended != nil { return .ended }
        if session.generation > sawGeneration { return .renewed }
        return try await renewals.run(session.id) { [self] in
            if session.generation > sawGeneration { return .renewed }
            return try await archive.alone(with: session) { [self] in
                await archive.catchUp(session)
                if session.ended != nil { return .ended }
                if session.generation > sawGeneration { return .renewed }
                return try await renewOnce(session)
            }
        }
    }

    private func renewOnce(_ session: LiveSession) async throws -> RenewalOutcome {
        do {
            let jar = try await gateway.open(for: session.subject)
            guard session.adopt(jar: jar, csrfToken: nil) else {
                background.start { [gateway] in
                    do { try await gateway.logOut(jar) } catch {}
                }
                return .ended
            }
            await archive.publish(session)
            counts.count(.renewal(.renewed))
            return .renewed
        } catch let refusal as TenantRefusal {
            logger.warning("A tenant session could not be renewed", metadata: .of(refusal.error))
            counts.count(.renewal(refusal.isDefinite ? .refused : .failed))
            guard refusal.isDefinite else { return .passing(refusal.error) }
            try await end(session, .refused)
            return .ended
        }
    }

    /// The session's CSRF token at the tenant; one fetch at a time per session.
    ///
    /// `refresh` says that a token already known is stale; nil means that the tenant has none for this session.
    func csrfToken(for session: LiveSession, refresh: Bool) async throws -> String? {
        if !refresh, let known = session.record.csrfToken { return known }
        return try await tokenFetches.run(session.id) { [self] in
            let generation = session.generation
            counts.count(.tokenFetch(isRefresh: refresh))
            let answer = try await fetchToken(of: session)
            guard answer.status == 401 else { return try token(in: answer) }
            guard case .renewed = try await renew(session, sawGeneration: generation) else { return nil }
            return try token(in: try await fetchToken(of: session))
        }
    }

    private func fetchToken(of session: LiveSession) async throws -> CSRFAnswer {
        let record = session.record
        do {
            let answer = try await gateway.csrfToken(of: record.jar)
            if session.consume(
                setCookieLines: answer.setCookieLines, path: answer.path, now: now, generation: record.generation)
            {
                persist(session)
            }
            if let token = answer.token, (200..<300).contains(answer.status) {
                session.keep(csrfToken: token, generation: record.generation)
            }
            return answer
        } catch let refusal as TenantRefusal {
            throw refusal.error
        }
    }

    private func token(in answer: CSRFAnswer) throws -> String? {
        switch answer.status {
        case 200..<300: return answer.token.flatMap { $0.isEmpty ? nil : $0 }
        case 500...: throw TenantRefusal(status: answer.status).error
        default: return nil
        }
    }
}
