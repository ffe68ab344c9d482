// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Takes a request's `Cookie` lines apart, in the order given.
///
/// The tenant's own few lines and not `Wire`'s: a fault there must not hide itself here.
/// - Source: RFC 6265 §4.2.1, §5.4.
enum CookieLine {
    static func pairs(_ lines: [String]) -> [(name: String, value: String)] {
        lines.flatMap { line in
            line.split(separator: ";").compactMap { part in
                let text = trimmed(part)
                guard let equals = text.firstIndex(of: "=") else {
                    return text.isEmpty ? nil : (name: String(text), value: "")
                }
                return (name: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
            }
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
