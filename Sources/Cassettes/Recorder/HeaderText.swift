// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Header lines as a cassette keeps them: JSON, an array of pairs.
enum HeaderText {
    /// Writes the lines.
    static func write(_ list: HeaderList, into bytes: inout ByteBuffer) {
        let start = bytes.writerIndex
        if writePlain(list, into: &bytes) { return }
        bytes.moveWriterIndex(to: start)
        for (index, field) in list.enumerated() {
            bytes.writeStaticString(index == 0 ? "[[\"" : ",[\"")
            for octet in field.name.utf8 { escape(octet, into: &bytes) }
            bytes.writeStaticString("\",\"")
            for octet in field.value.utf8 { escape(octet, into: &bytes) }
            bytes.writeStaticString("\"]")
        }
        bytes.writeStaticString("]")
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

    /// Writes lines of which no octet has to be escaped, in one piece.
    ///
    /// - Returns: false where one has to; what was written then is of no use.
    private static func writePlain(_ list: HeaderList, into bytes: inout ByteBuffer) -> Bool {
        guard !list.isEmpty else {
            bytes.writeStaticString("[]")
            return true
        }
        var isPlain = true
        let room = list.reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 }
        bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
            var end = 0
            for field in list {
                end = space.copy(end == 0 ? "[[\"" : ",[\"", at: end)
                end = space.copy(plain: field.name, at: end, &isPlain)
                end = space.copy("\",\"", at: end)
                end = space.copy(plain: field.value, at: end, &isPlain)
                end = space.copy("\"]", at: end)
            }
            return space.copy("]", at: end)
        }
        return isPlain
    }

    private static func escape(_ octet: UInt8, into bytes: inout ByteBuffer) {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.writeBytes([UInt8(ascii: "\\"), octet])
        case 0..<0x20: bytes.writeBytes(Array("\\u00".utf8) + [digits[Int(octet >> 4)], digits[Int(octet & 15)]])
        default: bytes.writeInteger(octet)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

extension UnsafeMutableRawBufferPointer {
    /// Copies a text to a place that has room for it; gives the position behind it.
    @inline(__always)
    fileprivate func copy(_ text: StaticString, at position: Int) -> Int {
        let source = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        UnsafeMutableRawBufferPointer(rebasing: self[position...]).copyMemory(from: source)
        return position + source.count
    }

    /// Copies a text, and says where JSON would not have one of its octets as it is; all are looked at, many at a time.
    @inline(__always)
    fileprivate func copy(plain text: String, at position: Int, _ isPlain: inout Bool) -> Int {
        let count: Int? = text.utf8.withContiguousStorageIfAvailable { octets in
            UnsafeMutableRawBufferPointer(rebasing: self[position...]).copyMemory(from: UnsafeRawBufferPointer(octets))
            var marked: UInt8 = 0
            for octet in octets {
                let isMark = octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\")
                marked |= octet < 0x20 || isMark ? 1 : 0
            }
            if marked != 0 { isPlain = false }
            return octets.count
        }
        if count == nil { isPlain = false }
        return position + (count ?? 0)
    }
}
