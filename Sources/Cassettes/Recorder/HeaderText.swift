// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Header lines as a cassette keeps them: JSON, an array of pairs.
enum HeaderText {
    /// Writes the lines.
    static func write(_ list: HeaderList, into bytes: inout ByteBuffer) {
        guard !list.isEmpty else {
            bytes.writeStaticString("[]")
            return
        }
        list.withLines { lines in
            var room = 2
            for index in lines.indices {
                room += (lines[index].name.utf8.count + lines[index].value.utf8.count) * longestEscape + 8
            }
            bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
                var end = 0
                for index in lines.indices {
                    end = space.put(index == 0 ? "[[\"" : ",[\"", at: end)
                    end = space.put(escaping: lines[index].name, at: end)
                    end = space.put("\",\"", at: end)
                    end = space.put(escaping: lines[index].value, at: end)
                    end = space.put("\"]", at: end)
                }
                return space.put("]", at: end)
            }
        }
    }

    /// As many octets as one octet may become: `\u001f`.
    private static let longestEscape = 6

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
}

extension UnsafeMutableRawBufferPointer {
    /// Writes a text to a place that has room for it; gives the position behind it.
    @inline(__always)
    func put(_ text: some StringProtocol, at position: Int) -> Int {
        let count = text.utf8.withContiguousStorageIfAvailable { octets in
            UnsafeMutableRawBufferPointer(rebasing: self[position...]).copyMemory(from: UnsafeRawBufferPointer(octets))
            return octets.count
        }
        if let count { return position + count }
        for (index, octet) in text.utf8.enumerated() { self[position + index] = octet }
        return position + text.utf8.count
    }

    /// Writes a text to a place that has room for it; gives the position behind it.
    @inline(__always)
    fileprivate func put(_ text: StaticString, at position: Int) -> Int {
        let source = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        UnsafeMutableRawBufferPointer(rebasing: self[position...]).copyMemory(from: source)
        return position + source.count
    }

    /// Writes a text as a JSON string has it; gives the position behind it.
    @inline(__always)
    fileprivate func put(escaping text: String, at position: Int) -> Int {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { octets in
            put(plain: UnsafeRawBufferPointer(octets), at: position)
        }
        if isPlain == true { return position + text.utf8.count }
        return text.utf8.reduce(position) { put(escaping: $1, at: $0) }
    }

    /// Writes octets, eight at a time; false where JSON would not have one of them as it is.
    @inline(__always)
    private func put(plain octets: UnsafeRawBufferPointer, at position: Int) -> Bool {
        let target = UnsafeMutableRawBufferPointer(rebasing: self[position..<position + octets.count])
        guard octets.count >= 8 else {
            target.copyMemory(from: octets)
            return octets.lastWords(at: 0).marksToEscape & (1 << UInt64(8 * octets.count) &- 1) == 0
        }
        let last = octets.count - 8
        var marks: UInt64 = 0
        for index in stride(from: 0, to: last, by: 8) { marks |= target.copyWord(of: octets, at: index) }
        // The last eight, some of which may have been written before.
        marks |= target.copyWord(of: octets, at: last)
        return marks == 0
    }

    /// Copies eight octets to the same place; gives the marks of those that JSON does not have as they are.
    @inline(__always)
    private func copyWord(of octets: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        let word = octets.words(at: position)
        storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
        return word.marksToEscape
    }

    /// - Source: RFC 8259 §7.
    private func put(escaping octet: UInt8, at position: Int) -> Int {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            self[position] = UInt8(ascii: "\\")
            self[position + 1] = octet
            return position + 2
        case 0..<0x20:
            let end = put("\\u00", at: position)
            self[end] = 0x30 | octet >> 4
            self[end + 1] = octet & 15 < 10 ? 0x30 | octet & 15 : 0x57 &+ (octet & 15)
            return end + 2
        default:
            self[position] = octet
            return position + 1
        }
    }
}

extension UInt64 {
    /// The highest bit of each of the eight octets that JSON does not have as it is: quotes, backslashes, controls.
    @inline(__always)
    fileprivate var marksToEscape: UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = self ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = self ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let noQuote = (quote & low &+ low) | quote
        let noBackslash = (backslash & low &+ low) | backslash
        let noControl = (self & low &+ ones &* 0x60) | self
        return ~(noQuote & noBackslash & noControl) & ~low
    }
}
