// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// The client end of an open WebSocket, frame by frame.
///
/// Nothing is checked on the way out: a test may send what no library would.
public final class ClientWebSocket: Sendable {
    private let core: SocketCore

    init(connection: RawConnection, autoPong: Bool = true) {
        core = SocketCore(connection: connection, isClient: true, autoPong: autoPong)
    }

    /// The connection below, for what frames cannot express.
    public var connection: RawConnection { core.connection }

    /// Says whether pings are answered without being asked; they are reported either way.
    public var autoPong: Bool {
        get { core.autoPong }
        set { core.autoPong = newValue }
    }

    /// Sends a text message in one frame.
    public func send(text: String) async throws {
        try await send(frame: Frame(opcode: .text, payload: ByteBuffer(string: text)))
    }

    /// Sends a binary message in one frame.
    public func send(binary: ByteBuffer) async throws {
        try await send(frame: Frame(opcode: .binary, payload: binary))
    }

    /// Sends one frame as it is.
    public func send(frame: Frame) async throws {
        try await core.send(frame)
    }

    /// Sends octets that need not be a frame.
    public func sendRaw(_ bytes: [UInt8]) async throws {
        try await core.connection.send(ByteBuffer(bytes: bytes))
    }

    /// Waits for the next event of the server.
    ///
    /// - Throws: `TransportError` with `.timedOut`, or `.malformed` when what arrives is no frame.
    public func receive(within limit: Duration = .seconds(10)) async throws -> SocketEvent {
        try await core.receive(upTo: .now() + TimeAmount(limit))
    }

    /// Waits for the next event for as long as it takes.
    public func next() async throws -> SocketEvent {
        try await core.receive(upTo: nil)
    }

    /// Sends a close frame; go on receiving to see the answer.
    public func close(_ reason: CloseReason? = nil) async throws {
        try await core.close(reason)
    }

    /// Ends TCP in order without a close frame.
    public func drop() async {
        await core.connection.close()
    }

    /// Ends TCP with a reset.
    public func reset() async {
        await core.connection.reset()
    }

    /// Stops taking bytes, so that the server stalls in the end.
    public func pauseReading() {
        core.connection.pauseReading()
    }

    /// Takes bytes again.
    public func resumeReading() {
        core.connection.resumeReading()
    }
}
