// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import Synchronization
public import Wire

/// One HTTP/1.1 connection of a browser that can send any octets, and reads answers with llhttp.
///
/// Requests may be sent ahead of their answers; answers come in the order of the requests.
public final class BrowserConnection: Sendable {
    /// The connection below.
    public let connection: RawConnection
    private let reader: MessageReader
    private let isReusable = Mutex(true)

    private init(connection: RawConnection, reader: MessageReader) {
        self.connection = connection
        self.reader = reader
    }

    /// Connects, and shakes hands if the dialer has TLS.
    public static func connect(
        to endpoint: Endpoint, dialer: Dialer, group: any EventLoopGroup = EventLoops.shared, serverName: String? = nil
    ) async throws -> BrowserConnection {
        let connection = try await RawConnection.connect(
            to: endpoint, dialer: dialer, group: group, serverName: serverName)
        return BrowserConnection(connection: connection, reader: try await MessageReader.make(on: connection))
    }

    /// Says whether another request may be sent: open on both sides, and no answer has announced the end.
    public var isOpen: Bool {
        connection.isOpen && !connection.hasPeerEnded && isReusable.withLock { $0 }
    }

    /// Sends a head as it is, followed by the body's octets as they are.
    public func send(_ head: RequestHead, body: ByteBuffer? = nil) async throws {
        var buffer = ByteBuffer()
        head.write(into: &buffer)
        if var body { buffer.writeBuffer(&body) }
        try await connection.send(buffer)
    }

    /// Sends octets that need not be a request.
    public func sendRaw(_ bytes: [UInt8]) async throws {
        try await connection.send(ByteBuffer(bytes: bytes))
    }

    /// Reads the final answer to a request of the given method, its interim heads collected.
    ///
    /// - Shape: `isComplete` is false when the connection ended inside the body.
    /// - Parameters:
    ///   - method: The method of the request, which decides the framing (RFC 9112 §6.3).
    ///   - limit: The time for the whole answer.
    ///   - bodyLimit: Reading stops there and the answer counts as incomplete; the connection is then of no more use.
    /// - Returns: The answer as far as it came.
    /// - Throws: `TransportError` with `.connectionClosed` when the peer ended before any octet, `.malformed`,
    ///   `.truncated`, `.timedOut`.
    public func readResponse(
        to method: String, within limit: Duration = .seconds(10), bodyLimit: Int = .max
    ) async throws -> BrowserResponse {
        let deadline = NIODeadline.now() + TimeAmount(limit)
        let (response, isSwitched) = try await readUntilFinal(to: method, upTo: deadline)
        guard !isSwitched else { return response }
        return try await readBody(of: response, upTo: deadline, limit: bodyLimit)
    }

    /// Reads one head, interim or final; go on with `readBodyPart`.
    public func readHead(to method: String, within limit: Duration = .seconds(10)) async throws -> ResponseHead {
        try await readHead(to: method, upTo: .now() + TimeAmount(limit))
    }

    /// Reads the next piece of the body; `nil` at its end.
    ///
    /// - Throws: `TransportError` with `.truncated` when the connection ended before the framing said so.
    public func readBodyPart(within limit: Duration = .seconds(10)) async throws -> ByteBuffer? {
        try await reader.body(upTo: .now() + TimeAmount(limit))
    }

    /// Sends a head that asks for a WebSocket, and reads what becomes of it.
    public func openWebSocket(
        _ head: RequestHead, within limit: Duration = .seconds(10), autoPong: Bool = true
    ) async throws -> UpgradeOutcome {
        let deadline = NIODeadline.now() + TimeAmount(limit)
        try await send(head)
        let (response, isSwitched) = try await readUntilFinal(to: head.method, upTo: deadline)
        guard !isSwitched else {
            isReusable.withLock { $0 = false }
            return .opened(ClientWebSocket(connection: connection, autoPong: autoPong), response.head)
        }
        return .refused(try await readBody(of: response, upTo: deadline))
    }

    /// Closes in order.
    public func close() async {
        await connection.close()
    }

    /// Closes with a TCP reset.
    public func reset() async {
        await connection.reset()
    }

    // MARK: Steps

    private func readBody(
        of response: BrowserResponse, upTo deadline: NIODeadline, limit: Int = .max
    ) async throws -> BrowserResponse {
        var response = response
        do {
            while let piece = try await reader.body(upTo: deadline) {
                response.body.append(contentsOf: piece.readableBytesView)
                if response.body.count >= limit { return incomplete(response) }
            }
        } catch let error as TransportError where Self.endsConnection(error.code) {
            return incomplete(response)
        }
        return response
    }

    /// Reads heads until a final one; the flag tells that it switches protocols.
    private func readUntilFinal(
        to method: String, upTo deadline: NIODeadline
    ) async throws -> (BrowserResponse, isSwitched: Bool) {
        var interim: [ResponseHead] = []
        while true {
            let head = try await readHead(to: method, upTo: deadline)
            if head.status >= 200 || head.status == 101 {
                return (BrowserResponse(head: head, interim: interim), head.status == 101)
            }
            interim.append(head)
        }
    }

    private func readHead(to method: String, upTo deadline: NIODeadline) async throws -> ResponseHead {
        guard let head = try await reader.responseHead(to: method, upTo: deadline) else {
            throw TransportError(.connectionClosed, "The peer closed without an answer.")
        }
        if head.status >= 200, !DoubleRequest.isKeepAlive(head.version, head.headers) {
            isReusable.withLock { $0 = false }
        }
        return head
    }

    private func incomplete(_ response: BrowserResponse) -> BrowserResponse {
        isReusable.withLock { $0 = false }
        var response = response
        response.isComplete = false
        return response
    }

    private static func endsConnection(_ code: TransportError.Code) -> Bool {
        code == .truncated || code == .connectionReset || code == .connectionClosed
    }
}
