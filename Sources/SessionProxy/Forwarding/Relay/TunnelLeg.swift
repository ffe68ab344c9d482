// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// One end of a tunnel: what it last did, and what is still to be put into the stream towards it.
struct TunnelLeg {
    /// Follows what this end sends.
    var follower: FrameFollower
    /// The last time an octet came from here, or a ping was put in towards here.
    var lastHeard: NIODeadline
    var lastPinged: NIODeadline
    /// The payload of the ping of ours that this end has not answered yet.
    var openPing: ByteBuffer?
    /// Whether a close frame came from here.
    var hasSentClose = false
    /// Whether a close frame went towards here.
    var wasSentClose = false
    /// Whether the connection to here is gone, or its sending half is.
    var isLost = false
    /// Whether something was written towards here since the last flush.
    var needsFlush = false
    /// Whether octets from here are not taken for now.
    var isPaused = false

    init(expectsMask: Bool, limit: UInt64, now: NIODeadline) {
        follower = FrameFollower(expectsMask: expectsMask, messageLimit: limit)
        lastHeard = now
        lastPinged = now
    }
}
