// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import Synchronization
import Transport

/// Moves sessions between memory and the store: sealed, in batches, behind the requests.
final class SessionArchive: Sendable {
    let store: any SessionStore
    let random: RandomSource
    let logger: Logger
    let counts: ControlCounts
    private let sealer: SessionSealer
    private let owners: OwnerDigests
    private let lifetimes: SessionLifetimes
    private let changed = Mutex<[SessionID: LiveSession]>([:])
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// How many sessions one transaction takes: 64 of 2 KB are written in about a millisecond.
    static let batch = 64

    init(_ configuration: ProxyConfiguration, _ components: ProxyComponents, _ counts: ControlCounts) {
        self.counts = counts
        store = components.store
        sealer = SessionSealer(configuration.sessionSecret, previous: configuration.previousSessionSecrets)
        owners = OwnerDigests(configuration)
        lifetimes = configuration.lifetimes
        logger = components.logger
        random = components.random
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Keeps a new session; returns when it is safe (CONC-04).
    func create(_ session: LiveSession) async throws {
        try await failingClosed(.create) { try await self.store.create(try self.row(session)) }
    }

    /// The record a ticket opens; nil when there is none or the ticket is not right.
    func record(for ticket: SessionTicket) async throws -> SessionRecord? {
        try await failingClosed(.load) {
            guard let stored = try await self.store.load(StoredSession.Key(ticket.id)) else { return nil }
            return try self.sealer.open(stored.sealed, with: ticket)
        }
    }

    /// Forgets a session.
    func delete(_ id: SessionID) async throws {
        _ = changed.withLock { $0.removeValue(forKey: id) }
        try await failingClosed(.delete) { try await self.store.delete(StoredSession.Key(id)) }
    }

    /// Carries out an order of the identity provider.
    ///
    /// - Returns: the sessions that were in the store; nil when the token was used before.
    func end(_ token: LogoutToken) async throws -> [StoredSession.Key]? {
        try await failingClosed(.end) { try await self.store.end(self.owners.order(token)) }
    }

    /// Ends those sessions of a session's person that are too many.
    ///
    /// - Returns: the sessions that were in the store.
    func trim(beside session: LiveSession, to limit: Int) async throws -> [StoredSession.Key] {
        guard let owner = owners.owner(of: session.record) else { return [] }
        return try await failingClosed(.trim) {
            try await self.store.trim(owner, to: limit, keeping: StoredSession.Key(session.id))
        }
    }

    /// Forgets what expired.
    func sweep(at now: Int64) async throws -> Int {
        try await failingClosed(.sweep) { try await self.store.sweep(at: now) }
    }

    /// Proves that the store works.
    func ping() async throws {
        try await failingClosed(.ping) { try await self.store.ping() }
    }

    /// Marks a session for writing; however often it is marked, it waits once.
    func persist(_ session: LiveSession) {
        changed.withLock { $0[session.id] = session }
        waker.yield()
    }

    /// Tries again what could not be written.
    func retry() {
        if changed.withLock({ !$0.isEmpty }) { waker.yield() }
    }

    /// Writes marked sessions until cancelled.
    func run() async {
        for await _ in wake { await flush() }
    }

    /// Writes all marked sessions; those that cannot be written stay marked.
    ///
    /// - Returns: whether all could be written.
    @discardableResult
    func flush() async -> Bool {
        while true {
            let sessions = takeBatch()
            guard !sessions.isEmpty else { return true }
            do {
                let refusals = try await counts.measure(.update) { try await store.update(try sessions.map(row)) }
                for session in sessions { await settle(session, refusals[StoredSession.Key(session.id)]) }
            } catch {
                changed.withLock { changed in
                    for session in sessions where session.ended == nil && changed[session.id] == nil {
                        changed[session.id] = session
                    }
                }
                logger.warning("Sessions could not be written; they stay in memory", metadata: .of(error))
                return false
            }
        }
    }

    private func takeBatch() -> [LiveSession] {
        changed.withLock { changed in
            let sessions = Array(changed.values.prefix(Self.batch))
            for session in sessions { changed[session.id] = nil }
            return sessions.filter { $0.ended == nil }
        }
    }

    func row(_ session: LiveSession) throws -> StoredSession {
        let record = session.record
        // The last use that the store knows may be a minute old, or a tenth of the idle time.
        let slack = min(120_000, lifetimes.idleMilliseconds / 5)
        let expiresAt = min(
            record.lastUsedAt + lifetimes.idleMilliseconds + slack,
            record.createdAt + lifetimes.absoluteMilliseconds)
        return StoredSession(
            key: StoredSession.Key(session.id), sealed: try sealer.seal(record, for: session.ticket),
            expiresAt: max(1, expiresAt), generation: record.generation, owner: owners.owner(of: record))
    }

    /// Whatever is wrong with the store, the proxy must not act as if there were no session (ERR-03).
    private func failingClosed<Value: Sendable>(
        _ operation: ControlCounts.StoreOperation, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await counts.measure(operation, work)
        } catch {
            logger.error("The session store failed", metadata: .of(error))
            throw ProxyError(
                .storeUnavailable, source: .internal, reason: "The session store failed.", underlying: error)
        }
    }
}

extension Logger.Metadata {
    /// What may be logged of an error: its cause and sentence where they are ours, else its kind only.
    static func of(_ error: any Error) -> Logger.Metadata {
        switch error {
        case let error as ProxyError: ["error.code": "\(error.code.rawValue)", "error.reason": "\(error.reason)"]
        case let error as StoreProblem: ["error.code": "\(error.code.rawValue)", "error.reason": "\(error.reason)"]
        case let error as TransportError: ["error.code": "\(error.code.rawValue)", "error.reason": "\(error.reason)"]
        default: ["error.code": "\(type(of: error))"]
        }
    }
}
