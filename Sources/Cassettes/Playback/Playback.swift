// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Foundation
public import NIOCore
import Synchronization
public import Wire

/// Answers live requests and messages out of a cassette.
///
/// - Shape: an exchange is played once, in the order of the recording among those that match alike; when all that
///   match were played, the last one is played again, unless `repeats` says otherwise. Slots get fresh values, the same
///   for the same slot, other ones when a cookie is set again. Knows no sockets: whoever plays sends what comes back.
public final class Playback: Sendable {
    /// What can be chosen of a replay.
    public struct Options: Sendable {
        /// The conditions under which a live request is taken for a recorded one.
        public var matchers: [RequestMatcher]
        /// Whether an exchange may be played more than once.
        public var repeats: Bool
        /// Gives random bytes for what stands in the slots.
        public var random: @Sendable (Int) -> [UInt8]

        /// Options with these choices.
        public init(
            matchers: [RequestMatcher] = RequestMatcher.allCases, repeats: Bool = true,
            random: @escaping @Sendable (Int) -> [UInt8] = Options.systemRandom
        ) {
            self.matchers = matchers
            self.repeats = repeats
            self.random = random
        }

        /// Random bytes of the system.
        public static let systemRandom: @Sendable (Int) -> [UInt8] = { count in
            (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    private struct State {
        var users: LiveUsers
        var index: PlaybackIndex
        var prepared = PreparedAnswers()
        var scripts: [Int64: SocketScript] = [:]
        var sockets: [Int: LiveSocket] = [:]
        var nextSocket = 1
        var said: Set<SocketScript.Cause> = []
        var read: Set<Int64> = []
        /// What of sockets that are over was left unsaid.
        var ended: [Int64: [String]] = [:]
    }

    private let cassette: Cassette
    private let recordings: [StoredRecording]
    private let options: Options
    private let now: Date
    private let state: Mutex<State>

    /// Begins a replay of the last whole recording, of that name if one is given, and what was added to it.
    ///
    /// - Throws: ``CassetteProblem``, with `.unknown` where the file holds no such recording.
    public init(
        _ cassette: Cassette, named name: String? = nil, options: Options = Options(), now: Date = Date()
    ) throws {
        self.cassette = cassette
        self.options = options
        self.now = now
        recordings = try cassette.currentRecordings(named: name)
        let ids = recordings.map(\.id)
        var users: [Int64: [Int: LiveUsers.User]] = [:]
        var slots: [Int64: [Int: Slot]] = [:]
        for id in ids {
            users[id] = try cassette.users(of: id)
            slots[id] = try cassette.slots(of: id)
        }
        let known = users
        state = Mutex(
            State(
                users: LiveUsers(users: users, slots: slots, random: options.random),
                index: PlaybackIndex(cassette: cassette, recordings: ids) { user, recording in
                    user.flatMap { known[recording]?[$0]?.identity }
                }))
    }

    /// What was put into slots so far.
    public var canaries: [Canary] { state.withLock { $0.users.canaries } }

    // MARK: HTTP

    /// What the recording has for a request.
    ///
    /// - Throws: ``CassetteProblem`` where the file cannot be read.
    public func answer(_ request: PlayedRequest) throws -> PlaybackResult {
        try state.withLock { state in
            let live = LiveRequest(request, sender: state.users.sender(of: request.head))
            guard let (entry, key) = try find(live, in: &state) else {
                return .unmatched(try unmatched(live, in: &state))
            }
            state.users.bind(live.sender, to: entry.identity)
            let prepared = try state.prepared.answer(of: entry, in: cassette)
            let recording = entry.stored.recording
            // A cookie that is set once more is another cookie.
            if entry.reads > 0 { state.users.renew(prepared.cookieSlots, of: recording) }
            state.index.markRead(entry, of: key)
            state.read.insert(entry.stored.id)
            var users = state.users
            let answer = try prepared.played(cassette: cassette, shift: shift(of: recording)) {
                users.value($0, of: recording)
            }
            state.users = users
            guard entry.stored.isSocket else { return .answer(answer) }
            return .socket(answer, try open(entry.stored, in: &state))
        }
    }

    private func find(
        _ live: LiveRequest, in state: inout State
    ) throws -> (PlaybackEntry, PlaybackIndex.Key)? {
        let exact = PlaybackIndex.Key(path: live.target.path, method: live.method)
        var again: (PlaybackEntry, PlaybackIndex.Key)?
        let users = state.users
        func look(_ key: PlaybackIndex.Key) throws -> PlaybackEntry? {
            let found = try state.index.entry(key) { entry in
                try options.matchers.allSatisfy { try $0.holds(live, entry, users) }
            }
            if let read = found.read, again == nil, options.repeats { again = (read, key) }
            return found.unread
        }
        if let entry = try look(exact) { return (entry, exact) }
        for key in try state.index.slottedKeys(method: live.method) {
            if let entry = try look(key) { return (entry, key) }
        }
        return again
    }

    private func shift(of recording: Int64) -> DateShift {
        let started = recordings.first { $0.id == recording }?.startedAt ?? now
        return DateShift(seconds: Int64(now.timeIntervalSince(started).rounded()))
    }

    // MARK: Sockets

    private func open(_ stored: StoredExchange, in state: inout State) throws -> PlayedSocket {
        let id = PlayedSocket(id: state.nextSocket, exchange: stored.id)
        state.nextSocket += 1
        let script = try script(of: stored, in: &state)
        state.sockets[id.id] = LiveSocket(id: id, script: script, recording: stored.recording)
        return id
    }

    private func script(of stored: StoredExchange, in state: inout State) throws -> SocketScript {
        if let script = state.scripts[stored.id] { return script }
        let path = RequestTarget(stored.request.target).path
        var scripts = try cassette.sockets(of: stored.recording, path: path).map {
            try SocketScript($0, cassette: cassette)
        }
        for index in scripts.indices {
            scripts[index].linkCauses(to: scripts.filter { $0.exchange != scripts[index].exchange })
            state.scripts[scripts[index].exchange] = scripts[index]
        }
        guard let script = state.scripts[stored.id] else {
            throw CassetteProblem(.corrupt, "\(cassette.path) has no frames of exchange \(stored.id).")
        }
        return script
    }

    /// What the server says on a new socket before its client says anything.
    public func begin(_ socket: PlayedSocket) -> PlayedReaction {
        state.withLock { state in PlayedReaction(turns: turns(in: &state)) }
    }

    /// What a message of a live client leads to; fragments are to be joined before, pings and pongs left out.
    public func receive(_ payload: ByteBuffer, isText: Bool, on socket: PlayedSocket) -> PlayedReaction {
        state.withLock { state in
            guard state.sockets[socket.id] != nil else { return PlayedReaction() }
            let bytes = Array(payload.readableBytesView)
            guard let line = state.sockets[socket.id]?.hear(bytes, isText: isText) else {
                return PlayedReaction(
                    unmatched: state.sockets[socket.id]?.unmatched(bytes, isText: isText),
                    id: isText ? EngineMessage(bytes)?.id : nil)
            }
            state.said.insert(SocketScript.Cause(exchange: socket.exchange, line: line))
            return PlayedReaction(turns: turns(in: &state), id: nil)
        }
    }

    /// Notes that a live socket is over.
    public func end(_ socket: PlayedSocket) {
        state.withLock { state in
            guard let live = state.sockets.removeValue(forKey: socket.id) else { return }
            state.ended[socket.exchange] = live.unread
        }
    }

    private func turns(in state: inout State) -> [(socket: PlayedSocket, turn: PlayedTurn)] {
        var turns: [(socket: PlayedSocket, turn: PlayedTurn)] = []
        let said = state.said
        for number in state.sockets.keys.sorted() {
            guard var socket = state.sockets[number] else { continue }
            let recording = socket.recording
            var users = state.users
            let played = socket.play(hasSaid: { said.contains($0) }, value: { users.value($0, of: recording) })
            state.users = users
            state.sockets[number] = socket
            turns += played.map { (socket.id, $0) }
        }
        return turns
    }

    // MARK: What is left

    /// What of the recording was not played so far.
    public func unread(limit: Int = 20) throws -> UnreadEntries {
        let (read, messages) = state.withLock { state in
            let open = state.sockets.values.sorted { $0.id.id < $1.id.id }
            let left =
                state.ended.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                + open.map { ($0.id.exchange, $0.unread) }
            return (state.read, left.flatMap { exchange, unread in unread.map { "exchange \(exchange): \($0)" } })
        }
        var entries = try cassette.unread(of: recordings.map(\.id), read: read, limit: limit)
        entries.messages = messages
        return entries
    }

    private func unmatched(_ live: LiveRequest, in state: inout State) throws -> UnmatchedRequest {
        let users = state.users
        let keys = try NearRequests.keys(near: live, among: state.index.keys(limit: NearRequests.mostKeys))
        var near: [(score: Int, near: UnmatchedRequest.Near)] = []
        for key in keys {
            for entry in try state.index.sample(key, limit: NearRequests.mostPerKey) {
                near.append(try NearRequests.compare(live, entry, users, options.matchers))
            }
        }
        near.sort { $0.score > $1.score }
        return UnmatchedRequest(
            subject: "\(live.method) \(live.target)",
            nearest: near.prefix(UnmatchedRequest.mostNear).map(\.near))
    }
}
