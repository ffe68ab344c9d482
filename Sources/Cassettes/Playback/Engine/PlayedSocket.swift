// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A live socket that a recording plays to.
public struct PlayedSocket: Sendable, Hashable, Identifiable {
    /// Its number among the live sockets.
    public var id: Int
    /// The number of the recorded exchange.
    public var exchange: Int64
}

/// What the server's side of a live socket does next.
public struct PlayedTurn: Sendable, Hashable {
    /// What it does.
    public enum Act: Sendable, Hashable {
        /// Sends this frame, unmasked; a close frame too.
        case send(RecordedFrame)
        /// Ends the connection without a close frame.
        case drop
        /// Resets the connection.
        case reset
    }

    /// How long after what caused it, in microseconds as recorded.
    public var delay: Int64
    /// What it does.
    public var act: Act
}

/// What a message of a live client leads to.
public struct PlayedReaction: Sendable {
    /// What is done on which socket, in this order; other sockets may be told of what this one did.
    public var turns: [(socket: PlayedSocket, turn: PlayedTurn)] = []
    /// Set where the message matched nothing; whoever plays decides what to do.
    public var unmatched: UnmatchedRequest?
    /// The literal of the message's id, for an answer that is an error.
    public var id: String?
}
