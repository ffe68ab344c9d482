// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Synchronization
import Transport
import Wire

/// A connection to a server that tells a tap what passes on it.
final class TappedConnection: ByteConnection {
    private struct State {
        var conversation: Conversation
        var returned = ByteBuffer()
    }

    private let connection: RawConnection
    private let number: Int
    private let tap: any LinkTap
    private let state: Mutex<State>

    init(_ connection: RawConnection, number: Int, tap: any LinkTap) {
        self.connection = connection
        self.number = number
        self.tap = tap
        state = Mutex(State(conversation: Conversation(tap: tap)))
    }

    var isOpen: Bool { connection.isOpen }
    var hasPeerEnded: Bool { connection.hasPeerEnded }

    func send(_ bytes: ByteBuffer) async throws {
        await tell { $0.read(bytes, from: .client, $1) }
        do {
            try await connection.send(bytes)
        } catch {
            await noteLoss(error)
            throw error
        }
    }

    func next() async throws -> ByteBuffer? {
        if let returned = state.withLock({ $0.returned.takeAllIfAny() }) { return returned }
        do {
            let bytes = try await connection.next()
            await tell { conversation, emit in
                if let bytes { conversation.read(bytes, from: .server, emit) } else { conversation.note(.server, emit) }
            }
            return bytes
        } catch {
            await noteLoss(error)
            throw error
        }
    }

    /// Takes the head from the conversation where it came in one piece, so that it is read only once.
    func readResponseHead(to method: String) async throws -> (ResponseHead, BodyFraming)? {
        guard state.withLock({ $0.returned.readableBytes == 0 }) else { return try await parseResponseHead(to: method) }
        guard let bytes = try await next() else { return nil }
        if let answer = state.withLock({ $0.conversation.latestAnswer }) {
            putBack(answer.rest)
            return (answer.head, answer.framing)
        }
        putBack(bytes)
        return try await parseResponseHead(to: method)
    }

    func putBack(_ bytes: ByteBuffer) {
        state.withLock { state in
            guard state.returned.readableBytes > 0 else { return state.returned = bytes }
            var all = bytes
            all.writeBuffer(&state.returned)
            state.returned = all
        }
    }

    func sendEOF() async throws {
        await tell { $0.note(.client, $1) }
        try await connection.sendEOF()
    }

    func reset() async {
        await tell { $0.end(by: .client, isReset: true, $1) }
        await connection.reset()
    }

    func close() async {
        await tell { $0.end(by: .client, isReset: false, $1) }
        await connection.close()
    }

    /// A whole answer with a body is told in four.
    private static let usualEvents = 4

    private func noteLoss(_ error: any Error) async {
        let isReset = (error as? TransportError)?.code == .connectionReset
        await tell { conversation, emit in conversation.note(.server, isReset: isReset, emit) }
    }

    /// Lets the conversation go on, and tells the tap of it in the same step, so that the order stays.
    private func tell(_ step: (inout Conversation, Conversation.Emit) -> Void) async {
        let isReady = state.withLock { state in
            var events: [LinkEvent] = []
            events.reserveCapacity(Self.usualEvents)
            step(&state.conversation) { exchange, passage in
                events.append(LinkEvent(connection: number, exchange: exchange, passage: passage))
            }
            return events.isEmpty || tap.observe(events)
        }
        if !isReady { await tap.ready() }
    }
}

/// What all connections of a link to its server share: the tap, and their numbers.
final class FarSide: Sendable {
    private let tap: (any LinkTap)?
    private let connections = Atomic(0)

    init(tap: (any LinkTap)?) {
        self.tap = tap
    }

    /// The connection, tapped if there is a tap.
    func connection(over connection: RawConnection) -> any ByteConnection {
        guard let tap else { return connection }
        let number = connections.add(1, ordering: .relaxed).newValue
        return TappedConnection(connection, number: number, tap: tap)
    }
}

extension ByteBuffer {
    fileprivate mutating func takeAllIfAny() -> ByteBuffer? {
        readableBytes > 0 ? takeAll() : nil
    }
}
