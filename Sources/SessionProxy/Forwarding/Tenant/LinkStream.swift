// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore

/// Rewrites the tenant's absolute links in a JSON text that passes in parts (STAT-05).
///
/// Only so many octets are held back as the beginning of a link may take, so that a link that is cut in two is found.
struct LinkStream {
    private let origins: TenantOrigins?
    private var tail = ByteBuffer()

    init(_ origins: TenantOrigins?) {
        self.origins = origins
    }

    /// Takes the next part; gives what may go on by now.
    mutating func take(_ part: ByteBuffer) -> ByteBuffer {
        guard let origins else { return part }
        var text = tail
        text.writeImmutableBuffer(part)
        let (rewritten, length) = origins.rewriteLinks(in: text, before: text.readableBytes - origins.longestLinkStart)
        text.moveReaderIndex(forwardBy: length)
        tail = ByteBuffer(buffer: text)
        return rewritten
    }

    /// No part follows: gives the rest.
    mutating func finish() -> ByteBuffer {
        defer { tail = ByteBuffer() }
        return origins?.rewriteLinks(in: tail) ?? tail
    }
}
