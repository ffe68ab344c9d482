// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// One end of a tunnel: what it last did, and what is still to be put into the stream towards it.
///
/// A class, so that looking at one of its fields costs no copy of the others.
final class TunnelLeg {
    /// Follows what this end sends.
    var follower: FrameFollower
    /// The last time an octet came from here, or a ping was put in towards here.
    var lastHeard: NIODeadline
    var lastPinged: NIODeadline
    /// The payloads of the pings of ours that this end has not answered yet, oldest first.
    var openPings: [ByteBuffer] = []
    /// Whether a close frame came from here.
    var hasSentClose = false
    /// Whether a close frame went towards here.
    var wasSentClose = false
    /// Whether the connection to here is gone, or its sending half is.
    var isLost = false
    /// What was written towards here last, kept back for the flush.
    var waiting: ByteBuffer?
    /// Since when this end takes nothing of what is written to it; nil while it does.
    var stalledSince: NIODeadline?
    /// Whether octets from here are not taken for now.
    var isPaused = false

    init(expectsMask: Bool, limit: UInt64, now: NIODeadline) {
        follower = FrameFollower(expectsMask: expectsMask, messageLimit: limit)
        lastHeard = now
        lastPinged = now
    }

    /// Whether nothing more is expected from here or to be sent here.
    var isDone: Bool { isLost || hasSentClose && wasSentClose }

    /// Whether more was written to this end than it has taken yet.
    var isBehind: Bool { !isLost && stalledSince != nil }

    /// Whether this end has taken nothing for so long (LIM-02).
    func isStalled(at now: NIODeadline, for patience: TimeAmount) -> Bool {
        stalledSince.map { now - $0 >= patience } ?? false
    }

    /// Takes a pong that answers a ping of ours, and the older pings with it, which need no answer of their own any more.
    ///
    /// - Returns: false for a pong that is not ours and has to travel on.
    /// - Source: RFC 6455 §5.5.3.
    func takePong(_ payload: ByteBuffer) -> Bool {
        guard let index = openPings.firstIndex(of: payload) else { return false }
        openPings.removeFirst(index + 1)
        return true
    }
}
