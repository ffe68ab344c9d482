// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// What a WebSocket end can see.
public enum SocketEvent: Sendable {
    /// A frame, control frames included, its payload unmasked.
    case frame(Frame)
    /// The closing handshake: the peer's close frame, and whether the TCP connection then ended in order.
    case closed(CloseReason?, clean: Bool)
    /// The connection ended without a close frame.
    case lost
}
