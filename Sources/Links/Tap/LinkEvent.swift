// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// Something that passed on a tapped link.
public struct LinkEvent: Sendable {
    /// The number of the connection to the server, counted from 1 per link.
    public var connection: Int
    /// The number of the exchange, as ``LinkTap/nextExchange()`` gave it.
    public var exchange: Int
    /// What passed.
    public var passage: Passage

    /// What can pass.
    public enum Passage: Sendable, Hashable {
        /// A request began; its lines are as they came.
        indirect case request(RequestHead)
        /// A piece of the request's body, chunked coding removed.
        case requestBody(ByteBuffer)
        /// The request is whole.
        case requestEnded(trailers: HeaderList)
        /// An answer came that is not the last, such as 100 or 103.
        indirect case interim(ResponseHead)
        /// The final answer began; with 101 frames follow.
        indirect case answer(ResponseHead)
        /// A piece of the answer's body, chunked coding removed.
        case answerBody(ByteBuffer)
        /// The answer is whole.
        case answerEnded(trailers: HeaderList)
        /// A frame of a WebSocket passed.
        case frame(LinkFrame)
        /// Nothing more comes of this exchange.
        case ended(LinkEnding)
    }
}

/// The two ends of a link.
public enum LinkSide: String, Sendable, Hashable, CaseIterable {
    /// Who asked.
    case client
    /// Who was asked.
    case server

    /// The end opposite.
    public var other: LinkSide { self == .client ? .server : .client }
}

/// A frame of a WebSocket with its place among the others.
public struct LinkFrame: Sendable, Hashable {
    /// Who sent it.
    public var side: LinkSide
    /// Its number among the frames of that side, counted from 1.
    public var number: Int
    /// The number of the other side's last frame that passed before it; 0 for none.
    public var after: Int
    /// The frame, its payload unmasked.
    public var frame: Frame

    /// Names a frame and its place.
    public init(side: LinkSide, number: Int, after: Int, frame: Frame) {
        self.side = side
        self.number = number
        self.after = after
        self.frame = frame
    }
}

/// How an exchange ended.
public enum LinkEnding: Sendable, Hashable {
    /// Request and answer are whole, or the answer is and nobody waits for the rest of the request.
    case complete
    /// A WebSocket ended after a close frame, first sent by this side; its payload is kept as it came.
    case closed(by: LinkSide, payload: ByteBuffer)
    /// This side ended the connection in mid-exchange, politely or with a reset.
    case left(LinkSide, isReset: Bool)
    /// This side ended a WebSocket without a close frame, politely or with a reset.
    case dropped(LinkSide, isReset: Bool)
    /// What came from this side cannot be read; it passed all the same.
    case unreadable(LinkSide, reason: String)
}
