// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// A live request with what matchers want to know of it.
struct LiveRequest {
    let method: String
    let target: RequestTarget
    let headers: HeaderList
    let body: ByteBuffer
    let sender: LiveUsers.Sender

    init(_ request: PlayedRequest, sender: LiveUsers.Sender) {
        method = request.head.method
        target = RequestTarget(request.head.target)
        headers = request.head.headers
        body = request.body
        self.sender = sender
    }

    var contentType: String { (headers.first("Content-Type") ?? "").lowercased() }

    var boundary: String? { Self.boundary(headers) }

    /// The boundary of a multipart body.
    ///
    /// - Source: RFC 2046 §5.1.1.
    static func boundary(_ headers: HeaderList) -> String? {
        guard let type = headers.first("Content-Type"), let start = type.firstRange(of: "boundary=") else { return nil }
        let value = type[start.upperBound...].prefix { $0 != ";" }
        return String(value.filter { $0 != "\"" })
    }
}
