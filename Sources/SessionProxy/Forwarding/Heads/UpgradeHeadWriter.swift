// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Writes both heads of a WebSocket handshake; each hop negotiates for itself (WS-10).
enum UpgradeHeadWriter {
    /// The handshake as the tenant is to see it: the browser's end-to-end lines, a key of our own, no extension, and
    /// the session's CSRF token and the web integration id exactly once in the query.
    static func write(
        _ request: BrowserRequest, key: String, of browser: BrowserHandler, into out: inout ByteBuffer
    ) {
        let shared = browser.shared
        let parameters = [
            QueryRewriter.Parameter(
                name: QlikName.csrfToken, value: request.csrfToken.map { PercentEncoding.encode($0) }, isAppended: true),
            QueryRewriter.Parameter(
                name: QlikName.webIntegration,
                value: shared.settings.webIntegrationID.map { PercentEncoding.encode($0) },
                isAppended: true),
        ]
        request.head.withUnsafeReadableBytes { head in
            out.writeStaticString("GET ")
            let target = UnsafeRawBufferPointer(rebasing: head[browser.scanner.startLine.second])
            out.writeBytes(QueryRewriter.rewrite(target, parameters))
            out.writeBytes(shared.afterTarget)
            out.writeStaticString("Upgrade: websocket\r\nConnection: Upgrade\r\n")
            out.writeHead(roomFor: head.count) { space in
                RequestHeadWriter.writeKept(head, of: browser, asksIdentity: false, into: &space)
            }
        }
        if let line = request.state?.cookieLine { out.writeImmutableBuffer(line) }
        out.writeString("Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n")
        let protocols = offered(request, browser)
        if !protocols.isEmpty { out.writeOctets("Sec-WebSocket-Protocol: \(protocols.joined(separator: ", "))\r\n") }
        out.writeStaticString("Via: 1.1 tenantless\r\n\r\n")
    }

    /// The 101 for the browser: the answer to its own key, and the subprotocol the tenant confirmed.
    static func writeAnswer(
        _ request: BrowserRequest, _ connection: TenantConnection, of browser: BrowserHandler,
        into out: inout ByteBuffer
    ) {
        let key = request.head.withUnsafeReadableBytes {
            ASCII.string(browser.scanner.fields[browser.facts.socketKey].value(in: $0))
        }
        out.writeStaticString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
        out.writeString("Sec-WebSocket-Accept: \(WebSocketHandshake.acceptKey(for: key))\r\n")
        if connection.answer.socketProtocol >= 0 {
            out.writeStaticString("Sec-WebSocket-Protocol: ")
            connection.head.withUnsafeReadableBytes { head in
                _ = out.writeBytes(connection.scanner.fields[connection.answer.socketProtocol].value(in: head))
            }
            out.writeStaticString("\r\n")
        }
        out.writeStaticString("\r\n")
    }

    /// The subprotocols the browser offers.
    static func offered(_ request: BrowserRequest, _ browser: BrowserHandler) -> [String] {
        guard browser.facts.socketProtocol >= 0 else { return [] }
        let kinds = browser.facts.kinds
        return request.head.withUnsafeReadableBytes { head in
            var protocols: [String] = []
            for index in kinds.indices where kinds[index] == .socketProtocol {
                browser.scanner.fields[index].value(in: head).eachToken { token in protocols.append(ASCII.string(token))
                }
            }
            return protocols
        }
    }
}
