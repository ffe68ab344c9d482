// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Makes new inputs out of known ones, the same ones for a seed.
struct Mutator {
    private let seeds: [[UInt8]]
    private let words: [[UInt8]]
    private var generator: SeededGenerator

    /// Octets at which readers disagree most easily.
    private static let sharpOctets: [UInt8] = Array("\r\n \t:,;=\"\\/?#%0aA".utf8) + [0, 1, 0x0B, 0x7F, 0x80, 0xFF]

    init(seeds: [[UInt8]], words: [String] = [], seed: UInt64) {
        self.seeds = seeds
        self.words = words.map(\.octets)
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> [UInt8] {
        var bytes = pick(seeds) ?? []
        for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes) }
        return bytes
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.randomElement(using: &generator)
    }

    private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &generator) }

    private mutating func range(in bytes: [UInt8]) -> Range<Int> {
        let start = place(in: bytes)
        return start..<min(bytes.count, start + Int.random(in: 0...16, using: &generator))
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes.insert(pick(Self.sharpOctets) ?? 0, at: place(in: bytes))
        case 1: bytes.insert(contentsOf: pick(words) ?? [], at: place(in: bytes))
        case 2: bytes.removeSubrange(range(in: bytes))
        case 3:
            let copy = bytes[range(in: bytes)]
            bytes.insert(contentsOf: copy, at: place(in: bytes))
        case 4: bytes.replaceSubrange(range(in: bytes), with: pick(words) ?? [])
        case 5:
            let other = pick(seeds) ?? []
            bytes = Array(bytes[..<place(in: bytes)]) + other[place(in: other)...]
        default:
            guard let index = bytes.indices.randomElement(using: &generator) else { return }
            let sharp = pick(Self.sharpOctets) ?? 0
            bytes[index] = Bool.random(using: &generator) ? sharp : UInt8.random(in: 0...255, using: &generator)
        }
    }
}
