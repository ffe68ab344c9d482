// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
import NIOCore
import Synchronization
import Wire

/// A cassette that is being played to live connections.
public final class ReplayDeck: Sendable {
    /// What the cassette has for a request.
    enum Reply: Sendable {
        case answer(PlayedAnswer)
        case socket(PlayedAnswer, Seat)
        case unmatched(UnmatchedRequest)
    }

    /// One live socket, and what the server's side of it does next.
    struct Seat: Sendable {
        let socket: PlayedSocket
        let turns: AsyncStream<PlayedTurn>
    }

    private struct State {
        var queues: [Int: AsyncStream<PlayedTurn>.Continuation] = [:]
        var misses: [UnmatchedRequest] = []
    }

    /// The authority by which the recorded tenant was asked.
    let authority: String
    private let playback: Playback
    private let state = Mutex(State())

    /// Takes a cassette in hand.
    ///
    /// - Parameters:
    ///   - cassette: The cassette.
    ///   - name: The recording to play; without one the last whole recording with what was added to it.
    ///   - options: How it is played.
    /// - Throws: `CassetteProblem` where it holds no such recording.
    public init(_ cassette: Cassette, named name: String? = nil, options: Playback.Options = .init()) throws {
        let recordings = try cassette.currentRecordings(named: name)
        playback = try Playback(cassette, named: name, options: options)
        authority = try cassette.authority(in: recordings)
    }

    /// The requests and messages that matched nothing, in the order in which they came.
    public var misses: [UnmatchedRequest] { state.withLock { $0.misses } }

    /// What of the recording was not played.
    public func unread() throws -> UnreadEntries { try playback.unread() }

    /// Looks a request up.
    func reply(to request: PlayedRequest) throws -> Reply {
        try state.withLock { state in
            switch try playback.answer(request) {
            case .answer(let answer): return .answer(answer)
            case .socket(let answer, let socket):
                // Another socket may have something for this one to say as soon as it is there.
                let (turns, queue) = AsyncStream.makeStream(of: PlayedTurn.self)
                state.queues[socket.id] = queue
                return .socket(answer, Seat(socket: socket, turns: turns))
            case .unmatched(let miss):
                state.misses.append(miss)
                return .unmatched(miss)
            }
        }
    }

    /// Lets the server speak first.
    func begin(_ seat: Seat) {
        state.withLock { state in Self.hand(playback.begin(seat.socket), to: state.queues) }
    }

    /// Takes what a client says.
    ///
    /// - Returns: what matched nothing, with the literal of the message's id.
    func receive(_ message: WebSocketMessage, on seat: Seat) -> (miss: UnmatchedRequest, id: String?)? {
        state.withLock { state in
            let reaction =
                switch message {
                case .text(let text): playback.receive(ByteBuffer(string: text), isText: true, on: seat.socket)
                case .binary(let bytes): playback.receive(bytes, isText: false, on: seat.socket)
                }
            Self.hand(reaction, to: state.queues)
            guard let miss = reaction.unmatched else { return nil }
            state.misses.append(miss)
            return (miss, reaction.id)
        }
    }

    /// Takes notice that a socket is over.
    func end(_ seat: Seat) {
        let queue = state.withLock { state in
            playback.end(seat.socket)
            return state.queues.removeValue(forKey: seat.socket.id)
        }
        queue?.finish()
    }

    private static func hand(_ reaction: PlayedReaction, to queues: [Int: AsyncStream<PlayedTurn>.Continuation]) {
        for (socket, turn) in reaction.turns { queues[socket.id]?.yield(turn) }
    }
}

extension Cassette {
    /// The authority of the tenant in recordings that are played.
    fileprivate func authority(in recordings: [StoredRecording]) throws -> String {
        for recording in recordings {
            if let first = try exchanges(of: recording.id, limit: 1).first { return first.authority }
        }
        return ""
    }
}
