// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Takes a request's `Cookie` lines apart, in the order given.
///
/// The tenant's own few lines and not `Wire`'s: a fault there must not hide itself here.
/// - Source: RFC 6265 §4.2.1, §5.4.
enum CookieLine {
    static func pairs(_ lines: [String]) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for var line in lines {
            line.withUTF8 { octets in
                var start = 0
                while start < octets.count {
                    let end = octets[start...].firstIndex(of: UInt8(ascii: ";")) ?? octets.count
                    let text = trimmed(octets[start..<end])
                    start = end + 1
                    guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                        if !text.isEmpty { pairs.append((name: string(text), value: "")) }
                        continue
                    }
                    pairs.append((name: string(text[..<equals]), value: string(text[(equals + 1)...])))
                }
            }
        }
        return pairs
    }

    private typealias Octets = Slice<UnsafeBufferPointer<UInt8>>

    private static func string(_ octets: Octets) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: octets), as: UTF8.self)
    }

    private static func trimmed(_ text: Octets) -> Octets {
        var rest = text
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    private static func isBlank(_ octet: UInt8) -> Bool {
        octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t")
    }
}
