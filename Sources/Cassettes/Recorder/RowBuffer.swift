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

    private(set) var bytes: [UInt8] = []
    private(set) var values: [Value] = []

    /// Forgets all values and keeps the room.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    /// Adds a number, or NULL.
    mutating func integer(_ value: Int64?) { values.append(value.map { .integer($0) } ?? .null) }

    /// Adds a number, or NULL.
    mutating func integer(_ value: Int?) { integer(value.map { Int64($0) }) }

    /// Adds a text, or NULL.
    mutating func text(_ value: (some StringProtocol)?) {
        guard let value else { return values.append(.null) }
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        end(.text(start..<bytes.count))
    }

    /// Adds header lines as JSON, or NULL.
    mutating func headers(_ list: HeaderList?) {
        guard let list else { return values.append(.null) }
        let start = bytes.count
        HeaderText.write(list, into: &bytes)
        end(.text(start..<bytes.count))
    }

    /// Adds bytes.
    mutating func blob(_ value: ByteBuffer) { value.withUnsafeReadableBytes { blob($0) } }

    /// Adds bytes.
    mutating func blob(_ value: UnsafeRawBufferPointer) {
        let start = bytes.count
        bytes.append(contentsOf: value)
        end(.blob(start..<bytes.count))
    }

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
                values.append(.text(copy(range, of: old.bytes, replacing: places, from: &next)))
            case .blob(let range):
                values.append(.blob(copy(range, of: old.bytes, replacing: places, from: &next)))
            }
        }
    }

    private mutating func end(_ value: Value) {
        values.append(value)
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func copy(
        _ range: Range<Int>, of old: [UInt8], replacing places: [(range: Range<Int>, mark: [UInt8])],
        from next: inout Int
    ) -> Range<Int> {
        let start = bytes.count
        var position = range.lowerBound
        while next < places.count, places[next].range.lowerBound < range.upperBound {
            let place = places[next]
            next += 1
            guard place.range.lowerBound >= position, place.range.upperBound <= range.upperBound else { continue }
            bytes.append(contentsOf: old[position..<place.range.lowerBound])
            bytes.append(contentsOf: place.mark)
            position = place.range.upperBound
        }
        bytes.append(contentsOf: old[position..<range.upperBound])
        let end = bytes.count
        bytes.append(UInt8(ascii: "\n"))
        return start..<end
    }
}
