// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The public half of a browser session's name: 128 random bits that find the session, in memory and in the store.
///
/// - Shape: exactly 22 canonical base64url characters on the wire; two words in memory, so that hashing touches no text.
public struct SessionID: Hashable, Sendable {
    /// The first 64 bits, big-endian.
    public let a: UInt64
    /// The last 64 bits, big-endian.
    public let b: UInt64

    /// Makes an id of two words.
    public init(a: UInt64, b: UInt64) {
        self.a = a
        self.b = b
    }

    /// Reads the one canonical spelling; anything else is no id.
    public init?(text: UnsafeRawBufferPointer) {
        var words = FourWords()
        guard Base64URLWords.decode(text, into: &words, count: 2) else { return nil }
        self.init(a: words[0], b: words[1])
    }

    /// Reads the one canonical spelling; anything else is no id.
    public init?(text: String) {
        var text = text
        guard let id = text.withUTF8({ SessionID(text: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = id
    }

    /// The 22 characters.
    public var text: String { Base64URLWords.encode([a, b]) }
}
