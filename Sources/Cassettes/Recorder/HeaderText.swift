// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Header lines as a cassette keeps them: JSON, an array of pairs.
enum HeaderText {
    /// Writes the lines.
    static func write(_ list: HeaderList, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for field in list {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.append(UInt8(ascii: "["))
            quote(field.name, into: &bytes)
            bytes.append(UInt8(ascii: ","))
            quote(field.value, into: &bytes)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Reads the lines; what is no pair of texts is left out.
    static func read(_ text: String) throws -> HeaderList {
        let pairs = try JSONValue.parse(text).arrayValue ?? []
        return HeaderList(
            pairs.compactMap { pair in
                guard let name = pair[0]?.stringValue, let value = pair[1]?.stringValue else { return nil }
                return HeaderField(name: name, value: value)
            })
    }

    private static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { octets in
            if octets.contains(where: mustEscape) {
                for octet in octets { escape(octet, into: &bytes) }
            } else {
                bytes.append(contentsOf: octets)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    @inline(__always)
    private static func mustEscape(_ octet: UInt8) -> Bool {
        octet < 0x20 || octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\")
    }

    private static func escape(_ octet: UInt8, into bytes: inout [UInt8]) {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), octet]
        case 0..<0x20: bytes += Array("\\u00".utf8) + [digits[Int(octet >> 4)], digits[Int(octet & 15)]]
        default: bytes.append(octet)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
