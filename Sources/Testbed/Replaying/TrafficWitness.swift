// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Crypto
import Links
import NIOCore
import Synchronization
import Wire

/// Witnesses a tenant by what passes on the wire to it, for tenants that cannot be asked.
///
/// - Shape: tells the same as the mock tenant's own witness does: bodies, sockets, whose request it was, and which
///   session it opened or used.
final class TrafficWitness: LinkTap {
    /// What was seen.
    let witness = Witness(side: .tenant)

    private struct Entry {
        let id: Int
        let request: RequestHead
        let session: LearntSessions.Place
        var requestHash = SHA256()
        var answerHash = SHA256()
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var sessions: LearntSessions
    }

    private let state: Mutex<State>
    private let exchanges = Atomic(0)

    /// Makes a witness; `nicknames` gives the scenario's names of users by their `sub`.
    init(nicknames: [String: String]) {
        state = Mutex(State(sessions: LearntSessions(nicknames: nicknames)))
    }

    /// The sessions that were opened, as far as cookies tell.
    var sessions: [LiveTenantSession] { state.withLock { $0.sessions.live } }

    /// The secrets that passed, cookies excepted, which the oracle finds by itself.
    var canaries: [Canary] { state.withLock { $0.sessions.canaries } }

    func ready() async {}

    func nextExchange() -> Int { exchanges.add(1, ordering: .relaxed).newValue }

    func observe(_ events: [LinkEvent]) -> Bool {
        state.withLock { state in
            for event in events { observe(event, &state) }
        }
        return true
    }

    private func observe(_ event: LinkEvent, _ state: inout State) {
        if case .request(let head) = event.passage {
            return state.entries[event.exchange] = begin(head, event.connection, &state.sessions)
        }
        guard let entry = state.entries.removeValue(forKey: event.exchange) else { return }
        state.entries[event.exchange] = go(on: entry, event.passage, &state.sessions)
    }

    private func begin(_ head: RequestHead, _ connection: Int, _ sessions: inout LearntSessions) -> Entry {
        let place = sessions.place(of: head)
        let id = witness.begin(
            WitnessedExchange(
                side: .tenant, connection: connection, actor: place.actor, request: WitnessedRequest(head),
                startedAt: monotonicNanoseconds(), facts: place.facts))
        return Entry(id: id, request: head, session: place)
    }

    /// - Returns: the entry, or nil where nothing more comes of it.
    private func go(on old: Entry, _ passage: LinkEvent.Passage, _ sessions: inout LearntSessions) -> Entry? {
        var entry = old
        switch passage {
        case .request: break
        case .requestBody(let bytes):
            entry.requestHash.update(data: bytes.readableBytesView)
            witness.update(entry.id) { $0.request.body.append(bytes.readableBytesView) }
        case .requestEnded:
            let digest = hexadecimal(entry.requestHash.finalize())
            witness.update(entry.id) { $0.request.body.digest = digest }
        case .interim(let head): witness.update(entry.id) { $0.interim.append(WitnessedResponse(head)) }
        case .answer(let head): answer(head, entry, &sessions)
        case .answerBody(let bytes):
            entry.answerHash.update(data: bytes.readableBytesView)
            witness.update(entry.id) { $0.response?.body.append(bytes.readableBytesView) }
        case .answerEnded:
            let digest = hexadecimal(entry.answerHash.finalize())
            witness.update(entry.id) { $0.response?.conclude(digest: digest) }
        case .frame(let frame):
            witness.append(WitnessedFrame(frame), to: entry.id)
        case .ended(let ending):
            witness.update(entry.id) { $0.conclude(ending) }
            return nil
        }
        return entry
    }

    private func answer(_ head: ResponseHead, _ entry: Entry, _ sessions: inout LearntSessions) {
        let opened = sessions.learn(head, to: entry.request, at: entry.session)
        witness.update(entry.id) { exchange in
            exchange.response = WitnessedResponse(head)
            exchange.facts["session.opened"] = opened
            if head.status == 101 { exchange.socket = WitnessedSocket() }
        }
    }
}

extension WitnessedFrame {
    fileprivate init(_ frame: LinkFrame) {
        self.init(
            fromClient: frame.side == .client, opcode: frame.frame.opcode, fin: frame.frame.fin,
            payload: Array(frame.frame.payload.readableBytesView), at: monotonicNanoseconds())
    }
}

extension WitnessedResponse {
    /// The body is whole now.
    fileprivate mutating func conclude(digest: String) {
        body.digest = digest
        guard body.isWhole else { return }
        body.decoded = ContentDecoding.decode(body.prefix, codings: headers.tokens("Content-Encoding"))
    }
}

extension WitnessedExchange {
    fileprivate mutating func conclude(_ ending: LinkEnding) {
        endedAt = monotonicNanoseconds()
        socket?.endedAt = endedAt
        switch ending {
        case .complete: outcome = .complete
        case .closed(let side, var payload):
            outcome = .complete
            socket?.closedBy = side == .client ? .client : .server
            socket?.closeCode = payload.readInteger()
            socket?.closeReason = String(buffer: payload)
        case .left(let side, _), .dropped(let side, _):
            outcome = side == .client ? .clientAborted : .serverAborted
            socket?.closedBy = .lost
        case .unreadable: outcome = .malformed
        }
    }
}
