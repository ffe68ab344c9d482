// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// The proxy's own answer; the forwarding path adds `Content-Length`, `Date` and the connection fields.
public struct OwnResponse: Sendable {
    /// The status.
    public var status: Int
    /// The fields, without `Content-Length` and `Connection`.
    public var headers: HeaderList
    /// The body.
    public var body: ByteBuffer

    /// Puts an answer together.
    public init(status: Int, headers: HeaderList = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
