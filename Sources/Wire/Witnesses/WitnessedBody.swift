// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What is kept of a body that passed.
public struct WitnessedBody: Sendable, Hashable {
    /// The first bytes, at most `longestPrefix`.
    public var prefix: [UInt8]
    /// The number of all bytes.
    public var count: Int
    /// The SHA-256 of all bytes in lower-case hexadecimal, empty where it was not computed: mostly that is a body that
    /// is kept whole.
    public var digest: String
    /// What is behind a content coding, at most `longestPrefix`; nil where there is none or it is not understood.
    public var decoded: [UInt8]?

    /// The most bytes that are kept of one body.
    public static let longestPrefix = 256 * 1024
    /// A body without bytes.
    public static let empty = WitnessedBody(prefix: [], count: 0)

    /// Makes a body from its parts.
    public init(prefix: [UInt8], count: Int, digest: String = "") {
        self.prefix = prefix
        self.count = count
        self.digest = digest
    }

    /// Makes a body of bytes that are all known.
    public init(_ bytes: [UInt8], digest: String = "") {
        self.init(prefix: Array(bytes.prefix(Self.longestPrefix)), count: bytes.count, digest: digest)
    }

    /// Counts further bytes and keeps what still fits.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        count += bytes.count
        let room = Self.longestPrefix - prefix.count
        if room > 0 { prefix.append(contentsOf: bytes.prefix(room)) }
    }

    /// Whether the prefix is the whole body.
    public var isWhole: Bool { prefix.count == count }

    /// The prefix as text, broken UTF-8 repaired.
    public var text: String { String(decoding: prefix, as: UTF8.self) }
}
