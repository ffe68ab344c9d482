// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How long a head may be before it is refused.
public struct HeadLimits: Sendable, Hashable {
    /// The longest start line, without its line end.
    public var startLineBytes: Int
    /// The longest header line, without its line end.
    public var fieldLineBytes: Int
    /// The longest head, with its last empty line.
    public var headBytes: Int
    /// The most header lines.
    public var fields: Int

    /// Makes limits; what is left out is as in `standard`.
    public init(
        startLineBytes: Int = 8192, fieldLineBytes: Int = 16384, headBytes: Int = 65536, fields: Int = 200
    ) {
        self.startLineBytes = startLineBytes
        self.fieldLineBytes = fieldLineBytes
        self.headBytes = headBytes
        self.fields = fields
    }

    /// The limits used where nothing else is said; RFC 9112 §3 asks for at least 8000 octets of request line.
    public static let standard = HeadLimits()
}
