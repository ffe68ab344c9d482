// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The private half of a browser session's name: 256 random bits that only the browser's cookie carries.
///
/// The key that opens the stored session is derived from it, so the store alone opens nothing.
public struct SessionSecret: Sendable {
    private let words: FourWords

    init(words: FourWords) {
        self.words = words
    }

    /// Makes a secret of exactly 32 octets; nil for any other number.
    public init?(octets: [UInt8]) {
        guard octets.count == 32 else { return nil }
        var words = FourWords()
        for (index, octet) in octets.enumerated() {
            words[index / 8] = (words[index / 8] << 8) | UInt64(octet)
        }
        self.words = words
    }

    /// The 32 octets, for key derivation.
    public var octets: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - ($0 % 8) * 8)) }
    }

    /// The 43 characters.
    var text: String { Base64URLWords.encode([words[0], words[1], words[2], words[3]]) }

    /// Whether both are the same, in a time that does not depend on where they differ.
    public func equals(_ other: SessionSecret) -> Bool {
        var difference: UInt64 = 0
        for index in 0..<4 { difference |= words[index] ^ other.words[index] }
        return difference == 0
    }
}
