// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Writes a `JSONValue` as compact JSON.
struct JSONWriter {
    private var bytes: [UInt8] = []

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
                $0.put(":")
                $0.write($1.value)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: some Sequence<Element>, open: String, close: String, each: (inout JSONWriter, Element) -> Void
    ) {
        put(open)
        var isFirst = true
        for element in elements {
            if !isFirst { put(",") }
            isFirst = false
            each(&self, element)
        }
        put(close)
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func quote(_ text: String) {
        bytes.append(ASCII.quote)
        defer { bytes.append(ASCII.quote) }
        guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 != ASCII.quote && $0 != ASCII.backslash }) else {
            return put(text)
        }
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
}
