// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The status line and header section of an answer, as they travel.
public struct ResponseHead: Sendable, Hashable {
    /// The version of the status line.
    public var version: HTTPVersion
    /// The three-digit status code.
    public var status: Int
    /// The reason phrase, which may be empty.
    public var reason: String
    /// The header lines in their order.
    public var headers: HeaderList

    /// Makes a head from its parts.
    public init(version: HTTPVersion = .http11, status: Int, reason: String = "", headers: HeaderList = [:]) {
        self.version = version
        self.status = status
        self.reason = reason
        self.headers = headers
    }

    /// Writes the head with the empty line after it, without checking anything.
    ///
    /// - Source: RFC 9112 §4 (the space after the status stays even where the reason is empty), §5.
    public func write(into buffer: inout ByteBuffer) {
        buffer.writeString("\(version) \(status) ")
        buffer.writeOctets(reason)
        buffer.writeStaticString("\r\n")
        headers.write(into: &buffer)
    }
}
