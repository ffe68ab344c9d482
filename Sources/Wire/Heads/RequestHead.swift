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
        // No scalar takes fewer bytes of UTF-8 than it stands for octets.
        let room = reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
            var end = 0
            for field in self {
                end = field.name.copyOctets(to: space, at: end)
                end = space.put(ASCII.colon, ASCII.space, at: end)
                end = field.value.copyOctets(to: space, at: end)
                end = space.put(ASCII.carriageReturn, ASCII.lineFeed, at: end)
            }
            return space.put(ASCII.carriageReturn, ASCII.lineFeed, at: end)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func put(_ first: UInt8, _ second: UInt8, at position: Int) -> Int {
        self[position] = first
        self[position + 1] = second
        return position + 2
    }
}
