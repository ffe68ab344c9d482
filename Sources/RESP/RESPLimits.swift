// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How much a server may answer.
public struct RESPLimits: Sendable, Hashable {
    /// The longest line, without its type octet and end.
    public var lineBytes: Int
    /// The longest bulk string.
    public var bulkBytes: Int
    /// The most elements of one array.
    public var elements: Int
    /// How deep arrays may nest.
    public var depth: Int

    /// Sets the limits.
    public init(
        lineBytes: Int = 64 * 1024, bulkBytes: Int = 64 * 1024 * 1024, elements: Int = 1024 * 1024, depth: Int = 8
    ) {
        self.lineBytes = lineBytes
        self.bulkBytes = bulkBytes
        self.elements = elements
        self.depth = depth
    }

    /// Generous limits for a session store.
    public static let standard = RESPLimits()
}
