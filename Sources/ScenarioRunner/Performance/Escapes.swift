// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// `\r`, `\n`, `\t`, `\0`, `\\` and `\xHH` in texts that stand for bytes.
///
/// YAML resolves them in double quotes only; resolving them here makes plain and single-quoted texts equal.
/// Each scalar below 256 is one octet on the wire, as everywhere in `Wire`.
enum Escapes {
    private static let simple: [Character: Character] = ["r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\"]

    static func resolve(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let next = rest.first else {
                result.append(scalar)
                continue
            }
            if next == "x", let value = UInt8(String(rest.dropFirst().prefix(2)), radix: 16), rest.count >= 3 {
                result.append(Unicode.Scalar(value))
                rest = rest.dropFirst(3)
            } else if let plain = simple[Character(next)]?.unicodeScalars.first {
                result.append(plain)
                rest = rest.dropFirst()
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
