// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Synchronization
import Wire

/// Serves the requests of one connection, one after the other.
struct DoubleConnection: Sendable {
    private let number: Int
    private let connection: RawConnection
    private let remoteAddress: String?
    private let handler: any DoubleHandler
    private let logger: Logger

    /// An unread body up to this size is read away to keep the connection; beyond it the connection closes.
    private static let drainLimit = 1024 * 1024

    init(number: Int, connection: RawConnection, handler: any DoubleHandler, logger: Logger) {
        self.number = number
        self.connection = connection
        remoteAddress = connection.remoteAddress
        self.handler = handler
        self.logger = logger
    }

    /// Serves until either side ends the connection.
    func run() async {
        do {
            let reader = try await MessageReader.make(on: connection)
            while try await serveNext(reader) {}
        } catch {
            logger.debug("double connection failed", metadata: ["connection.error": "\(error)"])
        }
    }

    private func serveNext(_ reader: MessageReader) async throws -> Bool {
        guard let head = try await readHead(reader) else { return false }
        let exchange = DoubleExchange(request: head)
        let request = DoubleRequest(
            connection: number, head: head, body: body(of: exchange, reader),
            isUpgrade: DoubleRequest.asksForWebSocket(head), remoteAddress: remoteAddress)
        let writer = DoubleWriter(connection: connection, exchange: exchange, reader: reader)
        do {
            try await handler.respond(to: request, writer: writer)
        } catch {
            logger.debug("double handler failed", metadata: ["double.error": "\(error)"])
            guard !exchange.hasWritten, !exchange.isGone else { return false }
            try await writer.respond(500, ["Connection": "close"])
            return false
        }
        if exchange.socket != nil {
            await connection.untilClosed()
            return false
        }
        if exchange.isGone || exchange.mustClose || !exchange.hasWritten { return false }
        return try await drain(reader)
    }

    /// Reads a head; what llhttp refuses is told to the handler and answered with 400.
    private func readHead(_ reader: MessageReader) async throws -> RequestHead? {
        do {
            return try await reader.requestHead()
        } catch let error as TransportError where error.code == .malformed || error.code == .truncated {
            await handler.malformed(
                MalformedRequest(connection: number, error: error, remoteAddress: remoteAddress))
            let answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            try await connection.send(ByteBuffer(string: answer))
            return nil
        }
    }

    /// The body; its first read answers `Expect: 100-continue`, unless the final answer has begun.
    ///
    /// - Source: RFC 9110 §10.1.1.
    private func body(of exchange: DoubleExchange, _ reader: MessageReader) -> DoubleBody {
        let expects = exchange.request.headers.first("Expect")?.lowercased() == "100-continue"
        return DoubleBody(reader: reader) { [connection] in
            guard expects else { return }
            let isDue = exchange.state.withLock { state in
                defer { state.hasContinued = true }
                return !state.hasContinued && !state.hasWritten
            }
            if isDue { try await connection.send(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")) }
        }
    }

    private func drain(_ reader: MessageReader) async throws -> Bool {
        var count = 0
        while let piece = try await reader.body() {
            count += piece.readableBytes
            if count > Self.drainLimit { return false }
        }
        return true
    }
}
