// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How much a witness keeps.
public struct WitnessLimits: Sendable, Hashable {
    /// The most exchanges.
    public var exchanges: Int
    /// The most bytes, of all exchanges together, as far as they can be told.
    public var bytes: Int
    /// The most bytes of payload of one socket.
    public var socketBytes: Int

    /// Limits that no scenario comes near; a run of hours under load stays within them.
    public init(exchanges: Int = 20_000, bytes: Int = 64 << 20, socketBytes: Int = 32 << 20) {
        self.exchanges = max(1, exchanges)
        self.bytes = bytes
        self.socketBytes = socketBytes
    }
}

/// What a witness no longer keeps.
public struct WitnessLoss: Sendable, Hashable {
    /// Whole exchanges, the oldest.
    public var exchanges = 0
    /// Bytes of them, and of the payloads of sockets that went on for too long.
    public var bytes = 0

    /// Nothing was lost.
    public init() {}

    /// Whether something was lost.
    public var isLoss: Bool { exchanges > 0 || bytes > 0 }
}
