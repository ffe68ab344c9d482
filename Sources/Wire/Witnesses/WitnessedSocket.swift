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
        self.closedBy = closedBy
        self.closeCode = closeCode
        self.closeReason = closeReason
        self.endedAt = endedAt
    }
}
