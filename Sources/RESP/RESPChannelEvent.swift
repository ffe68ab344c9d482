// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// What happens on a channel that is followed.
///
/// - Source: redis.io "Redis Pub/sub", "Format of pushed messages".
public enum RESPChannelEvent: Sendable, Hashable {
    /// From now on every message comes; what was published before, or since a loss, did not.
    case following
    /// Somebody published this.
    case message(ByteBuffer)

    /// Reads the confirmation of a subscription, or a message; nil where a value is something else.
    init?(_ value: RESPValue) {
        guard case .array(let parts) = value, parts.count == 3 else { return nil }
        switch (parts[0].string, parts[2].bytes) {
        case ("subscribe", _): self = .following
        case ("message", let payload?): self = .message(payload)
        default: return nil
        }
    }
}
