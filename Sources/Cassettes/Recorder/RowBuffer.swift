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

    /// Some neighbouring values.
    struct Part {
        fileprivate var values: Range<Int>
        fileprivate var bytes: Range<Int>
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
        if let value { text(some: value) } else { values.append(.null) }
    }

    /// Adds a text.
    mutating func text(_ value: Substring) { text(some: value) }

    @inline(__always)
    private mutating func text(some value: some StringProtocol) {
        let start = bytes.writerIndex
        bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: value.utf8.count + 1) { space in
            let end = space.put(value, at: 0)
            space[end] = Self.separator
            return end + 1
        }
        values.append(.text(start..<bytes.writerIndex - 1))
    }

    /// Adds header lines as JSON, or NULL.
    mutating func headers(_ list: HeaderList?) {
        guard let list else { return values.append(.null) }
        values.append(.text(field { HeaderText.write(list, into: &$0) }))
    }

    /// Adds bytes.
    mutating func blob(_ value: ByteBuffer) { values.append(.blob(field { $0.writeImmutableBuffer(value) })) }

    /// Adds bytes.
    mutating func blob(_ value: UnsafeRawBufferPointer) { values.append(.blob(field { $0.writeBytes(value) })) }

    /// Adds values, and says which they are.
    mutating func part(_ add: (inout RowBuffer) -> Void) -> Part {
        let start = (values.count, bytes.writerIndex)
        add(&self)
        return Part(values: start.0..<values.count, bytes: start.1..<bytes.writerIndex)
    }

    /// Lays bytes that are no value behind the last one, and says where they lie.
    mutating func lay(_ value: ByteBuffer) -> Range<Int> { field { $0.writeImmutableBuffer(value) } }

    /// The bytes there, which share their storage with this row.
    func slice(_ range: Range<Int>) -> ByteBuffer {
        bytes.getSlice(at: range.lowerBound, length: range.count) ?? ByteBuffer()
    }

    /// Adds values that are known; `lender` holds those that are lent.
    mutating func append(_ part: RowPart, _ lender: borrowing RowBuffer) {
        switch part {
        case .lent(let part): append(part, of: lender)
        case .own(let row, let part): append(part, of: row)
        }
    }

    /// Adds values of another row.
    fileprivate mutating func append(_ part: Part, of other: borrowing RowBuffer) {
        let shift = bytes.writerIndex - part.bytes.lowerBound
        other.bytes.withUnsafeReadableBytes { _ = bytes.writeBytes(UnsafeRawBufferPointer(rebasing: $0[part.bytes])) }
        for value in other.values[part.values] { values.append(value.shifted(by: shift)) }
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
        bytes.writeInteger(Self.separator)
        return start..<end
    }

    private static let separator = UInt8(ascii: "\n")

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

extension RowBuffer.Value {
    /// The value where its bytes lie elsewhere.
    fileprivate func shifted(by shift: Int) -> Self {
        switch self {
        case .null, .integer: self
        case .text(let range): .text(range.lowerBound + shift..<range.upperBound + shift)
        case .blob(let range): .blob(range.lowerBound + shift..<range.upperBound + shift)
        }
    }
}

/// Some values of a row that are known before the others.
enum RowPart {
    /// They lie among those of many rows.
    case lent(RowBuffer.Part)
    /// They lie alone.
    case own(RowBuffer, RowBuffer.Part)

    /// The same values alone; `lender` holds those that are lent.
    func alone(_ lender: borrowing RowBuffer) -> RowPart {
        guard case .lent(let part) = self else { return self }
        var row = RowBuffer()
        let own = row.part { $0.append(part, of: lender) }
        return .own(row, own)
    }
}
