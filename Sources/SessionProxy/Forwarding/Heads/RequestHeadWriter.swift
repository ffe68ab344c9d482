// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Writes a request's head as the tenant is to see it: lines that stay are copied, the rest is the proxy's own.
enum RequestHeadWriter {
    static func write(_ request: BrowserRequest, of browser: BrowserHandler, into out: inout ByteBuffer) {
        let shared = browser.shared
        let asksIdentity = request.route == .forward(.api) && browser.facts.acceptEncoding >= 0
        let cookies = request.state?.cookieLine
        let token = request.method.isSafe ? nil : request.csrfToken?.octets
        request.head.withUnsafeReadableBytes { head in
            let line = browser.scanner.startLine
            let target = withID(UnsafeRawBufferPointer(rebasing: head[line.second]), shared)
            let room =
                head.count + (target?.count ?? 0) + shared.afterTarget.count + shared.webIntegrationLine.count
                + (cookies?.readableBytes ?? 0) + (token?.count ?? 0) + mostOwnOctets
            out.writeHead(roomFor: room) { space in
                let kept = target == nil ? line.second.upperBound : line.second.lowerBound
                space.put(UnsafeRawBufferPointer(rebasing: head[line.first.lowerBound..<kept]))
                if let target { space.put(target) }
                space.put(shared.afterTarget)
                writeKept(head, of: browser, asksIdentity: asksIdentity, into: &space)
                if target == nil { space.put(shared.webIntegrationLine) }
                if let cookies { space.put(cookies) }
                if let token { writeToken(token, into: &space) }
                writeFraming(request, into: &space)
                space.put("Via: 1.1 tenantless\r\n\r\n")
            }
        }
    }

    /// More than is in the lines that are neither copied nor kept ready.
    private static let mostOwnOctets = 256

    /// The target with the configured web integration id in place of one in the query; nil where there is none, and
    /// the target goes on octet for octet (BODY-03).
    private static func withID(_ target: UnsafeRawBufferPointer, _ shared: ForwardingContext) -> [UInt8]? {
        guard let id = shared.settings.webIntegrationID, QueryRewriter.contains(QlikName.webIntegration, in: target)
        else { return nil }
        let parameter = QueryRewriter.Parameter(
            name: QlikName.webIntegration, value: PercentEncoding.encode(id), isAppended: false)
        return QueryRewriter.rewrite(target, [parameter])
    }

    private static func writeToken(_ token: [UInt8], into space: inout HeadSpace) {
        space.put(Array(QlikName.csrfToken.utf8))
        space.put(": ")
        space.put(token)
        space.put("\r\n")
    }

    /// Copies runs of lines that stay, in order.
    ///
    /// - Shape: `asksIdentity` for no compression: links in JSON can only be rewritten in plain text, and APIs answer
    ///   small, so it costs little.
    static func writeKept(
        _ head: UnsafeRawBufferPointer, of browser: BrowserHandler, asksIdentity: Bool, into space: inout HeadSpace
    ) {
        let (fields, kinds) = (browser.scanner.fields, browser.facts.kinds)
        var start = -1
        for index in fields.indices {
            let stays = kinds[index].stays && !(asksIdentity && kinds[index] == .acceptEncoding)
            if stays {
                if start < 0 { start = fields[index].nameStart }
            } else if start >= 0 {
                space.put(UnsafeRawBufferPointer(rebasing: head[start..<fields[index].nameStart]))
                start = -1
            }
        }
        if start >= 0 { space.put(UnsafeRawBufferPointer(rebasing: head[start..<browser.scanner.headLength - 2])) }
        if asksIdentity { space.put("Accept-Encoding: identity\r\n") }
    }

    private static func writeFraming(_ request: BrowserRequest, into space: inout HeadSpace) {
        switch request.framing {
        case .none, .untilClose: break
        case .length(let count): space.putContentLength(count)
        case .chunked where request.isRepeat: space.putContentLength(request.bodyBytes)
        case .chunked: space.put("Transfer-Encoding: chunked\r\n")
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
