// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// The values of one row, their bytes one behind the other, so that a row is searched in one pass and bound in place.
///
/// - Shape: a line feed stands between values, so that no secret seems to reach from one into the next.
struct RowBuffer {
    /// One value.
    enum Value {
        case null
        case integer(Int64)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    private(set) var bytes = ByteBuffer()
    private(set) var values: [Value] = []

    /// Forgets all values and keeps the room.
    mutating func clear() {
        bytes.clear()
        values.removeAll(keepingCapacity: true)
    }

    /// Adds a number, or NULL.
    mutating func integer(_ value: Int64?) { values.append(value.map { .integer($0) } ?? .null) }

    /// Adds a number, or NULL.
    mutating func integer(_ value: Int?) { integer(value.map { Int64($0) }) }

    /// Adds a text, or NULL.
    mutating func text(_ value: String?) {
        guard let value else { return values.append(.null) }
        values.append(.text(field { $0.writeString(value) }))
    }

    /// Adds a text.
    mutating func text(_ value: Substring) { values.append(.text(field { $0.writeSubstring(value) })) }

    /// Adds header lines as JSON, or NULL.
    mutating func headers(_ list: HeaderList?) {
        guard let list else { return values.append(.null) }
        values.append(.text(field { HeaderText.write(list, into: &$0) }))
    }

    /// Adds bytes.
    mutating func blob(_ value: ByteBuffer) { values.append(.blob(field { $0.writeImmutableBuffer(value) })) }

    /// Adds bytes.
    mutating func blob(_ value: UnsafeRawBufferPointer) { values.append(.blob(field { $0.writeBytes(value) })) }

    /// Puts other bytes in the place of some; a place must not reach over the end of a value.
    mutating func replace(_ places: [(range: Range<Int>, mark: [UInt8])]) {
        guard !places.isEmpty else { return }
        let old = self
        clear()
        var next = places.startIndex
        for value in old.values {
            switch value {
            case .null, .integer: values.append(value)
            case .text(let range):
                values.append(.text(field { Self.copy(range, of: old.bytes, replacing: places, from: &next, to: &$0) }))
            case .blob(let range):
                values.append(.blob(field { Self.copy(range, of: old.bytes, replacing: places, from: &next, to: &$0) }))
            }
        }
    }

    /// Writes one value and what ends it; gives where the value lies.
    private mutating func field<Ignored>(_ write: (inout ByteBuffer) -> Ignored) -> Range<Int> {
        let start = bytes.writerIndex
        _ = write(&bytes)
        let end = bytes.writerIndex
        bytes.writeInteger(UInt8(ascii: "\n"))
        return start..<end
    }

    private static func copy(
        _ range: Range<Int>, of old: ByteBuffer, replacing places: [(range: Range<Int>, mark: [UInt8])],
        from next: inout Int, to bytes: inout ByteBuffer
    ) {
        old.withUnsafeReadableBytes { old in
            var position = range.lowerBound
            while next < places.count, places[next].range.lowerBound < range.upperBound {
                let place = places[next]
                next += 1
                guard place.range.lowerBound >= position, place.range.upperBound <= range.upperBound else { continue }
                bytes.writeBytes(UnsafeRawBufferPointer(rebasing: old[position..<place.range.lowerBound]))
                bytes.writeBytes(place.mark)
                position = place.range.upperBound
            }
            bytes.writeBytes(UnsafeRawBufferPointer(rebasing: old[position..<range.upperBound]))
        }
    }
}
