// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Wire

/// A request on a back channel.
public struct ClientRequest: Sendable {
    /// The method.
    public var method: String
    /// Where to.
    public var url: HTTPURL
    /// The lines to send; `Host` and `Content-Length` are added unless given.
    public var headers: HeaderList
    /// The body, or `nil` for none.
    public var body: [UInt8]?

    /// Puts a request together.
    public init(method: String = "GET", url: HTTPURL, headers: HeaderList = HeaderList(), body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Says whether it may be sent twice.
    ///
    /// - Source: RFC 9110 §9.2.2.
    var isIdempotent: Bool {
        ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"].contains(method)
    }

    /// The head to write.
    var head: RequestHead {
        var lines = HeaderList()
        if !headers.contains("Host") { lines.append("Host", url.authority) }
        for field in headers { lines.append(field.name, field.value) }
        let needsLength = body != nil || ["POST", "PUT", "PATCH"].contains(method)
        if needsLength, !headers.contains("Content-Length"), !headers.contains("Transfer-Encoding") {
            lines.append("Content-Length", "\(body?.count ?? 0)")
        }
        return RequestHead(method: method, target: url.target, version: .http11, headers: lines)
    }
}
