// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension SlotText {
    /// What stands in the slots of a live text that is otherwise the same; none where it is another one.
    ///
    /// - Shape: a slot that another slot follows at once, or that is written in an encoding, tells nothing.
    func values(in live: [UInt8]) -> [(slot: Int, value: [UInt8])] {
        guard matches(live) else { return [] }
        var found: [(slot: Int, value: [UInt8])] = []
        var position = 0
        for (index, part) in parts.enumerated() {
            if let bytes = Self.literal(part) {
                position += bytes.count
                continue
            }
            guard case .slot(let number, let encoding) = part,
                let end = end(ofSlotAt: index, in: live, from: position)
            else { return found }
            if encoding == .raw { found.append((number, Array(live[position..<end]))) }
            position = end
        }
        return found
    }

    private func end(ofSlotAt index: Int, in live: [UInt8], from start: Int) -> Int? {
        guard index + 1 < parts.count else { return live.count }
        guard let bytes = Self.literal(parts[index + 1]) else { return nil }
        let last = live.count - bytes.count
        if index + 2 == parts.count { return last }
        return (start + 1..<max(start + 1, last + 1)).first { live[$0...].starts(with: bytes) }
    }

    /// What a part says in any text, nil for a slot.
    private static func literal(_ part: Part) -> [UInt8]? {
        switch part {
        case .bytes(let bytes): bytes
        case .slot(Slot.mark.number, _): Slot.opening
        case .slot: nil
        }
    }
}
