// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// A request for one of the proxy's own routes, taken off the wire.
public struct OwnRequest: Sendable {
    /// The method.
    public var method: String
    /// The target as it arrived.
    public var target: String
    /// All fields as they arrived.
    public var headers: HeaderList
    /// The body, at most 64 KiB.
    public var body: ByteBuffer
    /// The address of the peer, when known.
    public var peer: String?
    /// Whether it came over TLS to this process.
    public var isSecure: Bool

    /// Puts a request together.
    public init(
        method: String, target: String, headers: HeaderList = [:], body: ByteBuffer = ByteBuffer(),
        peer: String? = nil, isSecure: Bool = false
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
    }
}
