// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Takes a request's `Cookie` lines apart, in the order given.
///
/// The tenant's own few lines and not `Wire`'s: a fault there must not hide itself here.
/// - Source: RFC 6265 §4.2.1, §5.4.
enum CookieLine {
    static func pairs(_ lines: [String]) -> [(name: String, value: String)] {
        lines.flatMap { line in
            line.utf8.split(separator: UInt8(ascii: ";")).compactMap { part in
                let text = trimmed(part)
                guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                    return text.isEmpty ? nil : (name: String(Substring(text)), value: "")
                }
                let value = text[text.index(after: equals)...]
                return (name: String(Substring(text[..<equals])), value: String(Substring(value)))
            }
        }
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var rest = text
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    private static func isBlank(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t")
    }
}
