// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
public import Wire

/// The tenant's end of an open engine socket, as the control interface hands it out.
///
/// - Shape: what is sent here is neither checked nor answered; every frame is in the witness.
public struct TenantSocket: Sendable, Identifiable {
    let socket: EngineSocket

    /// The number of the exchange in the witness.
    public var id: Int { socket.exchange }
    /// The name of the user, as the witness gives it.
    public var user: String { socket.seat.user.name }
    /// The app as it stands in the path.
    public var app: String { socket.seat.app }
    /// The identity in the path, if there is one.
    public var identity: String? { socket.seat.identity }
    /// True until either side has ended it.
    public var isOpen: Bool { socket.isOpen }

    /// Sends a text message in one frame.
    public func send(text: String) async throws {
        try await socket.send(text: text)
    }

    /// Sends a binary message in one frame.
    public func send(binary: [UInt8]) async throws {
        try await socket.send(Frame(opcode: FrameOpcode.binary, payload: ByteBuffer(bytes: binary)))
    }

    /// Sends one frame as it is.
    public func send(frame: Frame) async throws {
        try await socket.send(frame)
    }

    /// Sends a close frame; nil sends one without a code.
    public func close(code: UInt16?, reason: String = "") async throws {
        try await socket.close(code.map { CloseReason(code: CloseCode(rawValue: $0), reason: reason) })
    }

    /// Ends the connection without a close frame, by a reset unless told otherwise.
    public func drop(reset: Bool = true) async {
        await socket.drop(reset: reset)
    }

    /// Stops reading, so that the peer's sending stalls in the end.
    public func pauseReading() {
        socket.pauseReading()
    }

    /// Reads on.
    public func resumeReading() {
        socket.resumeReading()
    }
}
