// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore

/// A command to a Redis server: its name and arguments, any bytes.
///
/// - Source: redis.io "Redis serialization protocol specification": clients send arrays of bulk strings.
public struct RESPCommand: Sendable, Hashable {
    /// The name first, then the arguments.
    public var parts: [ByteBuffer]

    /// Puts a command together from texts.
    public init(_ name: String, _ arguments: String...) {
        parts = ([name] + arguments).map { ByteBuffer(string: $0) }
    }

    /// Puts a command together from bytes.
    public init(_ name: String, arguments: [ByteBuffer]) {
        parts = [ByteBuffer(string: name)] + arguments
    }

    /// Writes the command as it travels.
    public func write(into buffer: inout ByteBuffer) {
        buffer.writeString("*\(parts.count)\r\n")
        for part in parts {
            buffer.writeString("$\(part.readableBytes)\r\n")
            buffer.writeImmutableBuffer(part)
            buffer.writeString("\r\n")
        }
    }
}
