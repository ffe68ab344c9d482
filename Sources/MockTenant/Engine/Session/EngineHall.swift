// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Synchronization

/// The engine sessions of the tenant and the sockets that are open.
///
/// Same user, app and identity share one engine session; the sign of a mix-up between users is an
/// attached session where a created one was due.
/// - Source: qlik.dev, "JSON-RPC"; the session outlives its last socket by the `ttl` of the path.
final class EngineHall: Sendable {
    struct Key: Hashable, Sendable {
        let userID: String
        let app: String
        let identity: String?
    }

    private struct Place {
        let session: EngineSession
        var sockets: Set<Int> = []
        var keptUntil: Int64 = 0
    }

    private struct State {
        var places: [Key: Place] = [:]
        var sockets: [Int: EngineSocket] = [:]
        var history = AppHistory()
    }

    private let state = Mutex(State())
    /// The errors that coming calls are answered with.
    let faults = EngineFaults()

    /// Takes a seat, and tells whether the engine session was there already.
    func attach(_ socket: EngineSocket, now: Int64) -> (session: EngineSession, isAttached: Bool) {
        let key = socket.key
        return state.withLock { state in
            state.places = state.places.filter { !$0.value.sockets.isEmpty || $0.value.keptUntil > now }
            let isAttached = state.places[key] != nil
            var place = state.places[key] ?? Place(session: EngineSession(user: socket.seat.user))
            place.sockets.insert(socket.exchange)
            place.session.attach(socket.exchange)
            state.places[key] = place
            return (place.session, isAttached)
        }
    }

    func detach(_ socket: EngineSocket, now: Int64) {
        let key = socket.key
        let keptUntil = now + socket.seat.ttlSeconds * 1000
        state.withLock { state in
            guard var place = state.places[key], place.sockets.remove(socket.exchange) != nil else { return }
            place.keptUntil = keptUntil
            place.session.detach(socket.exchange)
            state.places[key] = place
        }
    }

    func add(_ socket: EngineSocket) {
        state.withLock { $0.sockets[socket.exchange] = socket }
    }

    func remove(_ socket: EngineSocket) {
        state.withLock { _ = $0.sockets.removeValue(forKey: socket.exchange) }
    }

    /// What has become of an app since the tenant started, as far as a user takes part in it.
    func changes(of app: String, for user: TenantUser) -> [AppChange] {
        state.withLock { $0.history.changes(of: app, for: user) }
    }

    /// Keeps what a session has changed of its app, and tells the other sessions that have it open.
    ///
    /// - Returns: what is new to their sockets.
    func share(_ verdict: EngineVerdict, of session: EngineSession, seat: EngineSeat) -> [Int: EngineNews] {
        guard let app = verdict.app, !verdict.changes.isEmpty, !seat.isSessionApp else { return [:] }
        let others = state.withLock { state in
            state.history.add(verdict.changes, to: app, madeBy: seat.user.id)
            return state.places.values.map(\.session).filter { $0 !== session }
        }
        return others.reduce(into: [:]) { news, other in
            news.merge(other.take(verdict.changes, of: app, madeBy: seat.user.id)) { _, new in new }
        }
    }

    /// Makes every app what it was at the start, for whoever opens it from now on.
    func forgetChanges() { state.withLock { $0.history = AppHistory() } }

    /// The sockets that are open, oldest first.
    var sockets: [EngineSocket] {
        state.withLock { $0.sockets.values.sorted { $0.exchange < $1.exchange } }
    }

    /// Tells sockets what is new to them.
    func tell(_ news: [Int: EngineNews]) {
        let told = state.withLock { state in
            news.compactMap { entry in state.sockets[entry.key].map { ($0, entry.value) } }
        }
        for (socket, news) in told { socket.post(.news(news)) }
    }
}
