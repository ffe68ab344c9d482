// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Writes a request's head as the tenant is to see it: lines that stay are copied, the rest is the proxy's own.
enum RequestHeadWriter {
    static func write(_ request: BrowserRequest, of browser: BrowserHandler, into out: inout ByteBuffer) {
        let shared = browser.loop.shared
        request.head.withUnsafeReadableBytes { head in
            let hasID = writeRequestLine(head, browser, shared, into: &out)
            out.writeBytes(shared.hostLine)
            let asksIdentity = request.route == .forward(.api) && browser.facts.acceptEncoding >= 0
            writeKept(head, of: browser, asksIdentity: asksIdentity, into: &out)
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
    ///
    /// - Returns: whether there was one.
    private static func writeRequestLine(
        _ head: UnsafeRawBufferPointer, _ browser: BrowserHandler, _ shared: ForwardingContext,
        into out: inout ByteBuffer
    ) -> Bool {
        let line = browser.scanner.startLine
        let target = UnsafeRawBufferPointer(rebasing: head[line.second])
        let id = shared.settings.webIntegrationID.flatMap {
            QueryRewriter.contains(QlikName.webIntegration, in: target) ? $0 : nil
        }
        guard let id else {
            out.writeBytes(UnsafeRawBufferPointer(rebasing: head[line.first.lowerBound..<line.second.upperBound]))
            out.writeStaticString(" HTTP/1.1\r\n")
            return false
        }
        out.writeBytes(UnsafeRawBufferPointer(rebasing: head[line.first]))
        out.writeInteger(UInt8(ascii: " "))
        let parameter = QueryRewriter.Parameter(
            name: QlikName.webIntegration, value: PercentEncoding.encode(id), isAppended: false)
        out.writeBytes(QueryRewriter.rewrite(target, [parameter]))
        out.writeStaticString(" HTTP/1.1\r\n")
        return true
    }

    /// Copies runs of lines that stay, in order.
    ///
    /// - Shape: `asksIdentity` for no compression: links in JSON can only be rewritten in plain text, and APIs answer
    ///   small, so it costs little.
    static func writeKept(
        _ head: UnsafeRawBufferPointer, of browser: BrowserHandler, asksIdentity: Bool, into out: inout ByteBuffer
    ) {
        let (fields, kinds) = (browser.scanner.fields, browser.facts.kinds)
        var start = -1
        for index in fields.indices {
            let stays = kinds[index].stays && !(asksIdentity && kinds[index] == .acceptEncoding)
            if stays {
                if start < 0 { start = fields[index].nameStart }
            } else if start >= 0 {
                out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<fields[index].nameStart]))
                start = -1
            }
        }
        if start >= 0 { out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<browser.scanner.headLength - 2])) }
        if asksIdentity { out.writeStaticString("Accept-Encoding: identity\r\n") }
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
