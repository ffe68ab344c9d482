// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Writes a request's head as the tenant is to see it: lines that stay are copied, the rest is the proxy's own.
enum RequestHeadWriter {
    static func write(
        _ request: BrowserRequest, _ scanner: borrowing HeadScanner, _ facts: borrowing RequestFacts,
        _ shared: ForwardingContext, into out: inout ByteBuffer
    ) {
        request.head.withUnsafeReadableBytes { head in
            let line = scanner.startLine
            let target = UnsafeRawBufferPointer(rebasing: head[line.second])
            out.writeBytes(UnsafeRawBufferPointer(rebasing: head[line.first]))
            out.writeInteger(UInt8(ascii: " "))
            let hasID = writeTarget(target, shared, into: &out)
            out.writeStaticString(" HTTP/1.1\r\n")
            out.writeBytes(shared.hostLine)
            writeKept(head, scanner, facts, asksIdentity: asksIdentity(request, facts), into: &out)
            if !hasID, !shared.webIntegrationLine.isEmpty { out.writeBytes(shared.webIntegrationLine) }
        }
        if let line = request.state?.cookieLine { out.writeImmutableBuffer(line) }
        if !request.method.isSafe, let token = request.csrfToken {
            out.writeString(QlikName.csrfToken)
            out.writeStaticString(": ")
            out.writeOctets(token)
            out.writeStaticString("\r\n")
        }
        writeFraming(request, into: &out)
        out.writeStaticString("Via: 1.1 tenantless\r\n\r\n")
    }

    /// Octet for octet (BODY-03), but for a web integration id in the query, which becomes the configured one.
    private static func writeTarget(
        _ target: UnsafeRawBufferPointer, _ shared: ForwardingContext, into out: inout ByteBuffer
    ) -> Bool {
        guard let id = shared.settings.webIntegrationID, QueryRewriter.contains(QlikName.webIntegration, in: target)
        else {
            out.writeBytes(target)
            return false
        }
        let parameter = QueryRewriter.Parameter(
            name: QlikName.webIntegration, value: PercentEncoding.encode(id), isAppended: false)
        out.writeBytes(QueryRewriter.rewrite(target, [parameter]))
        return true
    }

    /// Copies runs of lines that stay, in order.
    static func writeKept(
        _ head: UnsafeRawBufferPointer, _ scanner: borrowing HeadScanner, _ facts: borrowing RequestFacts,
        asksIdentity: Bool, into out: inout ByteBuffer
    ) {
        var start = -1
        for index in scanner.fields.indices {
            var stays = facts.kinds[index].stays
            if asksIdentity, facts.kinds[index] == .acceptEncoding { stays = false }
            if stays {
                if start < 0 { start = scanner.fields[index].nameStart }
            } else if start >= 0 {
                out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<scanner.fields[index].nameStart]))
                start = -1
            }
        }
        if start >= 0 { out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<scanner.headLength - 2])) }
        if asksIdentity { out.writeStaticString("Accept-Encoding: identity\r\n") }
    }

    /// Links in JSON can only be rewritten where the text is not compressed; APIs answer small, so it costs little.
    private static func asksIdentity(_ request: BrowserRequest, _ facts: borrowing RequestFacts) -> Bool {
        request.route == .forward(.api) && facts.acceptEncoding >= 0
    }

    private static func writeFraming(_ request: BrowserRequest, into out: inout ByteBuffer) {
        switch request.framing {
        case .none, .untilClose: break
        case .length(let count): out.writeContentLength(count)
        case .chunked where request.isRepeat: out.writeContentLength(request.bodyBytes)
        case .chunked: out.writeStaticString("Transfer-Encoding: chunked\r\n")
        }
    }
}

extension RequestField {
    /// Whether a line of this kind goes on to the tenant as it is.
    var stays: Bool {
        switch self {
        case .keep, .acceptEncoding, .accept, .contentType, .requestedWith, .secFetchSite, .secFetchMode: true
        // `Origin` and `Referer` name our origin, which the tenant need not know: without them it takes the
        // request as a server's, which it is.
        case .drop, .connection, .cookie, .host, .origin, .referer, .expect, .requestMethod: false
        case .socketKey, .socketVersion, .socketProtocol: false
        }
    }
}
