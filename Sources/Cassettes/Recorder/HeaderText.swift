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
    ///
    /// - Throws: `WireError` for what is no JSON.
    static func read(_ text: String) throws -> HeaderList {
        if let list = plain(text) { return list }
        let pairs = try JSONValue.parse(text).arrayValue ?? []
        return HeaderList(
            pairs.compactMap { pair in
                guard let name = pair[0]?.stringValue, let value = pair[1]?.stringValue else { return nil }
                return HeaderField(name: name, value: value)
            })
    }

    /// Reads lines as ``write(_:into:)`` writes them where nothing has to be escaped; nil for any other text.
    private static func plain(_ text: String) -> HeaderList? {
        var text = text
        return text.withUTF8 { octets -> HeaderList? in
            guard octets.count >= 2, octets[0] == open, !octets.contains(UInt8(ascii: "\\")) else { return nil }
            // Between quotes there are only brackets and commas, two texts to a pair.
            var parts = octets.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)[...]
            guard parts.count % 4 == 1 else { return nil }
            var fields: [HeaderField] = []
            fields.reserveCapacity(parts.count / 4)
            while parts.count > 1 {
                let name = String(decoding: parts[parts.startIndex + 1], as: UTF8.self)
                let value = String(decoding: parts[parts.startIndex + 3], as: UTF8.self)
                fields.append(HeaderField(name: name, value: value))
                parts = parts.dropFirst(4)
            }
            return HeaderList(fields)
        }
    }

    private static let open = UInt8(ascii: "[")

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
