// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What passed over one WebSocket after its upgrade.
public struct WitnessedSocket: Sendable, Hashable {
    /// Who ended the socket.
    public enum ClosedBy: String, Sendable, Hashable, CaseIterable {
        /// The client's close frame came first.
        case client
        /// The server's close frame came first.
        case server
        /// The connection ended without a close frame.
        case lost
    }

    /// The frames of both directions in the order in which they were seen.
    public var frames: [WitnessedFrame]
    /// How many bytes of payload `append` and the initializer have put there.
    public private(set) var keptBytes: Int
    /// Who ended it, nil while it is open.
    public var closedBy: ClosedBy?
    /// The code of the first close frame, nil where it had none.
    public var closeCode: UInt16?
    /// The text of the first close frame.
    public var closeReason: String
    /// When it ended, in nanoseconds of a monotonic clock.
    public var endedAt: Int64?

    /// Makes a socket from its parts.
    public init(
        frames: [WitnessedFrame] = [], closedBy: ClosedBy? = nil, closeCode: UInt16? = nil, closeReason: String = "",
        endedAt: Int64? = nil
    ) {
        self.frames = frames
        keptBytes = frames.reduce(0) { $0 + $1.payload.count }
        self.closedBy = closedBy
        self.closeCode = closeCode
        self.closeReason = closeReason
        self.endedAt = endedAt
    }

    /// Adds a frame behind the others.
    public mutating func append(_ frame: WitnessedFrame) {
        keptBytes += frame.payload.count
        frames.append(frame)
    }
}
