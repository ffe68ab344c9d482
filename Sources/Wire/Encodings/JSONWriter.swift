// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes a `JSONValue` as compact JSON.
struct JSONWriter {
    /// What was written so far, as UTF-8.
    private(set) var bytes: [UInt8] = []

    /// Makes a writer with room for so many bytes, and more when it takes more.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// What was written so far.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes one value.
    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .number(let literal): put(literal)
        case .string(let string): quote(string)
        case .array(let elements):
            list(elements, open: "[", close: "]") { $0.write($1) }
        case .object(let object):
            list(object, open: "{", close: "}") {
                $0.quote($1.name)
                $0.bytes.append(ASCII.colon)
                $0.write($1.value)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: some Sequence<Element>, open: Unicode.Scalar, close: Unicode.Scalar,
        each: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(ASCII.comma) }
            isFirst = false
            each(&self, element)
        }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quote(_ text: String) {
        bytes.append(ASCII.quote)
        defer { bytes.append(ASCII.quote) }
        let isPlain = text.utf8.withContiguousStorageIfAvailable { octets in
            // All octets are looked at, with no early end, so that many can be looked at in one step.
            guard octets.reduce(0, { $0 | Self.mark($1) }) == 0 else { return false }
            bytes.append(contentsOf: octets)
            return true
        }
        if isPlain == true { return }
        for octet in text.utf8 {
            switch octet {
            case ASCII.quote: put("\\\"")
            case ASCII.backslash: put("\\\\")
            case ASCII.lineFeed: put("\\n")
            case ASCII.carriageReturn: put("\\r")
            case ASCII.tab: put("\\t")
            case 0..<0x20:
                put("\\u00")
                bytes += [ASCII.lowerHexDigits[Int(octet >> 4)], ASCII.lowerHexDigits[Int(octet & 15)]]
            default: bytes.append(octet)
            }
        }
    }

    /// Not 0 where the octet has to be escaped.
    @inline(__always)
    private static func mark(_ octet: UInt8) -> UInt8 {
        (octet < 0x20 ? 1 : 0) | (octet == ASCII.quote ? 1 : 0) | (octet == ASCII.backslash ? 1 : 0)
    }
}
