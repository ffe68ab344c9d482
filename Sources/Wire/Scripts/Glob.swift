// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A pattern in which `*` stands for anything but a slash and `**` for anything.
public struct Glob: Sendable, Hashable {
    /// The pattern as written.
    public let pattern: String

    /// Makes a pattern; every text is one.
    public init(_ pattern: String) { self.pattern = pattern }

    /// Whether the whole text fits the pattern.
    ///
    /// - Shape: time grows with the product of both lengths, never worse.
    public func matches(_ text: String) -> Bool {
        let text = Array(text.utf8)
        let pattern = Array(pattern.utf8)
        let star = UInt8(ascii: "*")
        // reached[i]: the pattern so far can take exactly the first i bytes of the text.
        var reached = [Bool](repeating: false, count: text.count + 1)
        reached[0] = true
        var position = 0
        while position < pattern.count {
            let isStar = pattern[position] == star
            let isDouble = isStar && position + 1 < pattern.count && pattern[position + 1] == star
            var next = [Bool](repeating: false, count: text.count + 1)
            if isStar { next[0] = reached[0] }
            for index in text.indices {
                next[index + 1] =
                    isStar
                    ? reached[index + 1] || next[index] && (isDouble || text[index] != UInt8(ascii: "/"))
                    : reached[index] && text[index] == pattern[position]
            }
            reached = next
            position += isDouble ? 2 : 1
        }
        return reached[text.count]
    }
}
