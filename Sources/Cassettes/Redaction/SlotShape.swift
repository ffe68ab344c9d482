// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The outline of a secret, which a stand-in shares and which tells nothing about its value.
///
/// - Shape: parts between `.`, `-` and `:`, each as a letter and a length: `d` digits, `h` lower-case hexadecimal, `x`
///   letters and digits. A UUID is `h8-h4-h4-h4-h12`, a JSON Web Token `x36.x210.x43`. Secrets of more than eight parts
///   are one `x`.
public struct SlotShape: Sendable, Hashable, CustomStringConvertible {
    /// The outline as it is written in the file.
    public let description: String

    /// Reads an outline.
    public init(description: String) { self.description = description }

    /// The outline of a value.
    public init(of value: some Collection<UInt8>) {
        let parts = value.split(omittingEmptySubsequences: false) { Self.separators.contains($0) }
        guard parts.count <= Self.mostParts, parts.allSatisfy({ !$0.isEmpty }) else {
            description = "x\(value.count)"
            return
        }
        var text = ""
        var position = value.startIndex
        for part in parts {
            if part.startIndex != value.startIndex { text.unicodeScalars.append(Unicode.Scalar(value[position])) }
            text += "\(Self.letter(of: part))\(part.count)"
            position = part.endIndex
        }
        description = text
    }

    /// How many bytes a value of this outline has.
    public var length: Int {
        parts.reduce(0) { $0 + $1.length + ($1.separator == nil ? 0 : 1) }
    }

    /// A value of this outline.
    ///
    /// - Shape: `random` gives as many bytes as it is asked for.
    public func value(random: (Int) -> [UInt8]) -> String {
        var text = ""
        for part in parts {
            if let separator = part.separator { text.append(separator) }
            let alphabet = Self.alphabet(part.letter)
            for byte in random(part.length) {
                text.unicodeScalars.append(Unicode.Scalar(alphabet[Int(byte) % alphabet.count]))
            }
        }
        return text
    }

    private static let mostParts = 8
    private static let separators: Set<UInt8> = Set(".-:".utf8)
    private static let digits = Array("0123456789".utf8)
    private static let hexadecimal = Array("0123456789abcdef".utf8)
    private static let alphanumeric = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func alphabet(_ letter: Character) -> [UInt8] {
        switch letter {
        case "d": digits
        case "h": hexadecimal
        default: alphanumeric
        }
    }

    private static func letter(of part: some Collection<UInt8>) -> Character {
        if part.allSatisfy({ 0x30...0x39 ~= $0 }) { return "d" }
        if part.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }) { return "h" }
        return "x"
    }

    private var parts: [(separator: Character?, letter: Character, length: Int)] {
        var parts: [(separator: Character?, letter: Character, length: Int)] = []
        var separator: Character?
        for character in description {
            if let digit = character.wholeNumberValue, !parts.isEmpty {
                parts[parts.count - 1].length = parts[parts.count - 1].length * 10 + digit
            } else if character.isLetter {
                parts.append((separator, character, 0))
            } else {
                separator = character
            }
        }
        return parts
    }
}
