// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A stored text, taken apart at its slots.
struct SlotText: Sendable, Hashable {
    /// One part.
    enum Part: Sendable, Hashable {
        case bytes([UInt8])
        case slot(Int, SecretEncoding)
    }

    /// The parts in their order.
    let parts: [Part]

    /// Takes apart some bytes; what is no mark stays as it is.
    init(_ bytes: [UInt8]) {
        var parts: [Part] = []
        var plain = 0
        var index = 0
        while let start = Self.next(bytes, from: index) {
            guard let (part, end) = Self.mark(bytes, from: start) else {
                index = start + 1
                continue
            }
            if start > plain { parts.append(.bytes(Array(bytes[plain..<start]))) }
            parts.append(part)
            plain = end
            index = end
        }
        if plain < bytes.count { parts.append(.bytes(Array(bytes[plain...]))) }
        self.parts = parts
    }

    /// Whether secrets were in it.
    var hasSlots: Bool { parts.contains { if case .slot = $0 { true } else { false } } }

    /// The text with a value in each slot.
    func filled(_ value: (Int) -> [UInt8]) -> [UInt8] {
        parts.flatMap { part in
            switch part {
            case .bytes(let bytes): bytes
            case .slot(Slot.mark.number, _): Slot.opening
            case .slot(let number, let encoding): encoding.encode(value(number))
            }
        }
    }

    /// Whether a live text is the same, whatever stands in the slots.
    ///
    /// - Shape: a slot stands for at least one byte, and for as few as possible.
    func matches(_ live: some Collection<UInt8>) -> Bool {
        let live = Array(live)
        var position = 0
        var isOpen = false
        for part in parts {
            switch part {
            case .slot(Slot.mark.number, _):
                guard let next = Self.place(of: Slot.opening, in: live, from: position, isOpen: isOpen) else {
                    return false
                }
                position = next + Slot.opening.count
                isOpen = false
            case .slot:
                position += 1
                isOpen = true
            case .bytes(let bytes):
                guard let next = Self.place(of: bytes, in: live, from: position, isOpen: isOpen) else { return false }
                position = next + bytes.count
                isOpen = false
            }
        }
        if isOpen { return position <= live.count }
        guard case .bytes(let last)? = parts.last, parts.count > 1 else { return position == live.count }
        // The last text stands at the end, wherever it was found first.
        return live.count >= position && live.suffix(last.count).elementsEqual(last)
    }

    private static func place(of bytes: [UInt8], in live: [UInt8], from start: Int, isOpen: Bool) -> Int? {
        guard start <= live.count, live.count - start >= bytes.count else { return nil }
        guard isOpen else { return live[start...].starts(with: bytes) ? start : nil }
        return (start...(live.count - bytes.count)).first { live[$0..<($0 + bytes.count)].elementsEqual(bytes) }
    }

    private static func next(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + Slot.opening.count < bytes.count {
            if bytes[index] == Slot.opening[0], bytes[index...].starts(with: Slot.opening) { return index }
            index += 1
        }
        return nil
    }

    /// The mark that begins there, and where it ends; nil where it is none.
    private static func mark(_ bytes: [UInt8], from start: Int) -> (Part, Int)? {
        var index = start + Slot.opening.count
        var number = 0
        let digits = index
        while index < bytes.count, 0x30...0x39 ~= bytes[index], index - digits < 10 {
            number = number * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > digits, index < bytes.count else { return nil }
        var encoding = SecretEncoding.raw
        if bytes[index] == UInt8(ascii: ":") {
            guard let end = bytes[index...].firstIndex(of: Slot.closing[0]), end - index < 20,
                let named = SecretEncoding(rawValue: String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
            else { return nil }
            encoding = named
            index = end
        }
        guard bytes[index...].starts(with: Slot.closing) else { return nil }
        return (.slot(number, encoding), index + Slot.closing.count)
    }
}
