// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization
public import Wire

/// Writes the answer of a double as literal bytes, right or wrong.
///
/// Nothing is added or corrected, except where a method says so; each call returns when the system took the bytes.
public struct DoubleWriter: Sendable {
    let connection: RawConnection
    let exchange: DoubleExchange
    let reader: MessageReader
    private var pace: Pace?

    init(connection: RawConnection, exchange: DoubleExchange, reader: MessageReader) {
        self.connection = connection
        self.exchange = exchange
        self.reader = reader
    }

    /// How slowly the bytes go out.
    public struct Pace: Sendable, Hashable {
        /// How many go out at once.
        public var pieceBytes: Int
        /// How long the writer waits after each piece.
        public var pause: Duration

        /// Makes a pace; a piece has at least one byte.
        public init(pieceBytes: Int, pause: Duration) {
            self.pieceBytes = max(1, pieceBytes)
            self.pause = pause
        }
    }

    /// The same writer, but slow.
    public func paced(_ pace: Pace) -> DoubleWriter {
        var slow = self
        slow.pace = pace
        return slow
    }

    private func send(_ bytes: ByteBuffer) async throws {
        guard let pace else { return try await connection.send(bytes) }
        var bytes = bytes
        while let piece = bytes.readSlice(length: min(pace.pieceBytes, bytes.readableBytes)), piece.readableBytes > 0 {
            try await connection.send(piece)
            // A scripted pause is meant to be felt on the wire.
            try await Task.sleep(for: pace.pause)
        }
    }

    /// Writes a head as it is; interim heads may precede the final one.
    public func write(head: ResponseHead) async throws {
        exchange.note(head)
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        try await send(buffer)
    }

    /// Writes a head and the body, or its first bytes, as they are and in one write.
    public func write(head: ResponseHead, body: ByteBuffer) async throws {
        exchange.note(head)
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        buffer.writeImmutableBuffer(body)
        try await send(buffer)
    }

    /// Writes bytes of the body as they are; chunked coding is the caller's business here.
    public func write(bytes: ByteBuffer) async throws {
        exchange.state.withLock { $0.hasWritten = true }
        try await send(bytes)
    }

    /// Ends the answer; without it, the answer ends when `respond(to:writer:)` returns.
    public func finish() {}

    /// Answers in one write.
    ///
    /// - Shape: sets `Content-Length` unless it or `Transfer-Encoding` is given or the status forbids it; to HEAD it
    ///   writes the head only.
    /// - Source: RFC 9110 §8.6, §9.3.2.
    public func respond(
        _ status: Int, _ headers: HeaderList = HeaderList(), _ body: [UInt8] = [], reason: String? = nil
    ) async throws {
        var headers = headers
        let mayHaveBody = status >= 200 && status != 204 && status != 304
        if mayHaveBody, !headers.contains("Content-Length"), !headers.contains("Transfer-Encoding") {
            headers.append("Content-Length", "\(body.count)")
        }
        let head = ResponseHead(
            version: .http11, status: status, reason: reason ?? StatusPhrases.phrase(for: status), headers: headers)
        exchange.note(head)
        var buffer = ByteBufferAllocator().buffer(capacity: 2048 + body.count)
        head.write(into: &buffer)
        if mayHaveBody, exchange.request.method != "HEAD" { buffer.writeBytes(body) }
        try await send(buffer)
    }

    /// Answers with pieces while they come.
    ///
    /// - Shape: with `Content-Length` in the head the pieces are written as they are; otherwise chunked, and the head
    ///   gets its `Transfer-Encoding` line if it has none.
    public func respondStreaming<Pieces: AsyncSequence>(_ head: ResponseHead, _ pieces: Pieces) async throws
    where Pieces.Element == ByteBuffer {
        var head = head
        let isChunked = !head.headers.contains("Content-Length")
        if isChunked, !head.headers.contains("Transfer-Encoding") {
            head.headers.append("Transfer-Encoding", "chunked")
        }
        try await write(head: head)
        let isHEAD = exchange.request.method == "HEAD"
        for try await var piece in pieces where piece.readableBytes > 0 && !isHEAD {
            guard isChunked else {
                try await send(piece)
                continue
            }
            var chunk = ByteBuffer(string: String(piece.readableBytes, radix: 16) + "\r\n")
            chunk.writeBuffer(&piece)
            chunk.writeString("\r\n")
            try await send(chunk)
        }
        if isChunked, !isHEAD { try await send(ByteBuffer(string: "0\r\n\r\n")) }
    }

    /// Writes literal bytes that need not be an answer; the connection closes after the handler returns.
    public func raw(_ bytes: [UInt8]) async throws {
        exchange.state.withLock { state in
            state.hasWritten = true
            state.mustClose = true
        }
        try await send(ByteBuffer(bytes: bytes))
    }

    /// Ends the connection with a TCP reset.
    public func reset() async {
        exchange.state.withLock { $0.isGone = true }
        await connection.reset()
    }

    /// Ends the connection in order, whatever has been written.
    public func close() async {
        exchange.state.withLock { $0.isGone = true }
        await connection.close()
    }

    /// Answers with 101 and turns the connection into a WebSocket.
    ///
    /// - Parameters:
    ///   - headers: Lines to add to the answer, such as `Sec-WebSocket-Protocol`.
    ///   - acceptKey: The value of `Sec-WebSocket-Accept`, if it is not to be the right one.
    ///   - autoPong: Whether pings are answered without being asked.
    /// - Returns: The server's end; it stays open after the handler has returned, until one side closes it.
    /// - Throws: `TransportError` when the client has gone.
    /// - Source: RFC 6455 §4.2.2.
    public func upgrade(
        headers: HeaderList = HeaderList(), acceptKey: String? = nil, autoPong: Bool = true
    ) async throws -> ServerWebSocket {
        let socket = webSocket(autoPong: autoPong)
        try await upgrade(to: socket, headers: headers, acceptKey: acceptKey)
        return socket
    }

    /// The server's end of a WebSocket that is yet to be accepted, for those who must know it before the client does.
    public func webSocket(autoPong: Bool = true) -> ServerWebSocket {
        ServerWebSocket(connection: connection, autoPong: autoPong)
    }

    /// Answers with 101 and turns the connection into this WebSocket; parameters and errors as above.
    public func upgrade(
        to socket: ServerWebSocket, headers: HeaderList = HeaderList(), acceptKey: String? = nil
    ) async throws {
        let key = exchange.request.headers.first("Sec-WebSocket-Key") ?? ""
        var lines = HeaderList()
        lines.append("Upgrade", "websocket")
        lines.append("Connection", "Upgrade")
        lines.append("Sec-WebSocket-Accept", acceptKey ?? WebSocketHandshake.acceptKey(for: key))
        for field in headers { lines.append(field.name, field.value) }
        exchange.state.withLock { state in
            state.hasWritten = true
            state.socket = socket
        }
        try await write(
            head: ResponseHead(version: .http11, status: 101, reason: "Switching Protocols", headers: lines))
    }

    /// Says whether the client has ended its half or gone.
    public var isClientGone: Bool { connection.hasPeerEnded }

    /// Returns once the client has ended its half or gone.
    public var clientGone: Void {
        get async { await connection.untilPeerEnded() }
    }

    /// Stops taking bytes of the request from the system.
    public func pauseReading() { connection.pauseReading() }

    /// Takes bytes of the request again.
    public func resumeReading() { connection.resumeReading() }
}
