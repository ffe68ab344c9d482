// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// The request line and header section of a request, as they travel.
public struct RequestHead: Sendable, Hashable {
    /// The method, with its letter case.
    public var method: String
    /// The request target, never normalised.
    public var target: String
    /// The version of the request line.
    public var version: HTTPVersion
    /// The header lines in their order.
    public var headers: HeaderList

    /// Makes a head from its parts.
    public init(method: String, target: String, version: HTTPVersion = .http11, headers: HeaderList = [:]) {
        self.method = method
        self.target = target
        self.version = version
        self.headers = headers
    }

    /// Writes the head with the empty line after it, without checking anything.
    ///
    /// - Shape: what is in the strings is what travels; a caller that takes values from strangers checks
    ///   `HeaderField.isValid` first.
    /// - Source: RFC 9112 §3, §5.
    public func write(into buffer: inout ByteBuffer) {
        buffer.writeOctets(method)
        buffer.writeStaticString(" ")
        buffer.writeOctets(target)
        buffer.writeStaticString(" ")
        buffer.writeString(version.description)
        buffer.writeStaticString("\r\n")
        headers.write(into: &buffer)
    }
}

extension HeaderList {
    /// Writes every line, then the empty line that ends the section.
    public func write(into buffer: inout ByteBuffer) {
        for field in self {
            buffer.writeOctets(field.name)
            buffer.writeStaticString(": ")
            buffer.writeOctets(field.value)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
    }
}
