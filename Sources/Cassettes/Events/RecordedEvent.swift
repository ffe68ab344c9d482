// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// One thing that was seen on the way to or from a tenant.
///
/// - Shape: the events of one exchange come in the order in which they happened, those of different exchanges mix
///   freely:
///   ```
///   opened  requestBody*  requestEnded            (an upload may go on while the answer already arrives)
///           interim*  answered  answerBody*  answerEnded   ended
///                     answered(101)  frame*  socketEnded   ended
///   ```
///   `ended` is the last event of every exchange, whatever came before it.
/// - Shape: the recorder copies the bytes that it keeps.
/// - Units: `at` is in microseconds since the recording began.
public struct RecordedEvent: Sendable, Hashable {
    /// The number of the exchange, one that was never given before in this recording.
    public var exchange: Int
    /// When it happened.
    public var at: Int64
    /// What happened.
    public var what: What

    /// Makes an event.
    public init(exchange: Int, at: Int64, _ what: What) {
        self.exchange = exchange
        self.at = at
        self.what = what
    }

    /// The closed set of things that happen.
    public enum What: Sendable, Hashable {
        /// A request head arrived.
        case opened(RecordedOpening)
        /// Bytes of the request's body arrived, without transfer coding.
        case requestBody(ByteBuffer)
        /// The request is whole; these are its trailers.
        case requestEnded(trailers: HeaderList)
        /// A 1xx answer other than 101 arrived.
        case interim(ResponseHead)
        /// The final answer's head arrived, or the 101.
        case answered(ResponseHead)
        /// Bytes of the answer's body arrived, without transfer coding.
        case answerBody(ByteBuffer)
        /// The answer is whole; these are its trailers.
        case answerEnded(trailers: HeaderList)
        /// A frame passed on the socket after a 101.
        case frame(RecordedFrame)
        /// The socket is over.
        case socketEnded(RecordedSocketEnd)
        /// The exchange is over.
        case ended(RecordedOutcome)
    }
}
