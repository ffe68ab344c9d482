// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
public import Transport
import Wire

/// Answers what a recording has nothing for, by asking somebody else.
public struct ReplayFallback: Sendable {
    private let endpoint: Endpoint
    private let dialer: Dialer

    /// Asks whoever answers at this endpoint; requests keep their `Host`.
    public init(endpoint: Endpoint, trust: ClientTLS) {
        self.endpoint = endpoint
        dialer = Dialer(tls: trust)
    }

    /// Passes one request on, and its answer back as it comes; the connection ends with it.
    func answer(_ head: RequestHead, _ body: ByteBuffer, isUpgrade: Bool, writer: DoubleWriter) async throws {
        if isUpgrade { return try await relay(head, writer) }
        let connection = try await RawConnection.connect(to: endpoint, dialer: dialer)
        var request = head
        request.headers.set("Connection", "close")
        request.headers.removeAll("Transfer-Encoding")
        request.headers.removeAll("Expect")
        if body.readableBytes > 0 { request.headers.set("Content-Length", String(body.readableBytes)) }
        var bytes = ByteBuffer()
        request.write(into: &bytes)
        bytes.writeImmutableBuffer(body)
        do {
            try await connection.send(bytes)
            while let piece = try await connection.next() { try await writer.raw(Array(piece.readableBytesView)) }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private func relay(_ head: RequestHead, _ writer: DoubleWriter) async throws {
        let connection = try await BrowserConnection.connect(to: endpoint, dialer: dialer)
        switch try await connection.openWebSocket(head) {
        case .opened(let far, _):
            let near = try await writer.upgrade(autoPong: false)
            far.autoPong = false
            await withTaskGroup { group in
                group.addTask { await Self.pump(from: far.next, to: near.send(frame:), end: near.end) }
                await Self.pump(from: near.next, to: far.send(frame:), end: far.end)
                await group.waitForAll()
            }
        case .refused(let response):
            try await writer.respond(
                response.head.status, response.head.headers, response.body, reason: response.head.reason)
            await connection.close()
        }
    }

    private static func pump(
        from next: () async throws -> SocketEvent, to send: (Frame) async throws -> Void,
        end: (CloseReason?, Bool) async -> Void
    ) async {
        do {
            while true {
                switch try await next() {
                case .frame(let frame): try await send(frame)
                case .closed(let reason, _): return await end(reason, true)
                case .lost: return await end(nil, false)
                }
            }
        } catch {
            await end(nil, false)
        }
    }
}

extension ClientWebSocket {
    fileprivate func end(_ reason: CloseReason?, _ isPolite: Bool) async {
        do { if isPolite { try await close(reason) } else { await drop() } } catch { await drop() }
    }
}

extension ServerWebSocket {
    fileprivate func end(_ reason: CloseReason?, _ isPolite: Bool) async {
        do { if isPolite { try await close(reason) } else { await drop() } } catch { await drop() }
    }
}
