// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Wire

@Suite struct OctetWordTests {
    /// Octets at which a carry or a borrow would reach into the next one.
    private static let neighbours: [UInt8] = [0x00, 0x09, 0x1F, 0x20, 0x2D, 0x7E, 0x7F, 0x80, 0xFF]

    /// Calls with every octet at every place of a word, between neighbours of each kind.
    private static func forEachWord(_ body: ([UInt8], OctetWord) -> Void) {
        for octet in UInt8.min...UInt8.max {
            for place in 0..<8 {
                for neighbour in neighbours {
                    var octets = [UInt8](repeating: neighbour, count: 8)
                    octets[place] = octet
                    body(octets, octets.withUnsafeBytes { OctetWord($0, at: 0) })
                }
            }
        }
    }

    private static func mask(_ octets: [UInt8], where isMeant: (UInt8) -> Bool) -> UInt64 {
        octets.reversed().reduce(0) { $0 << 8 | (isMeant($1) ? 0x80 : 0) }
    }

    @Test func masksMeanTheOctetsTheyName() {
        Self.forEachWord { octets, word in
            #expect(word.below(0x20) == Self.mask(octets) { $0 < 0x20 })
            #expect(word.equal(to: 0x7F) == Self.mask(octets) { $0 == 0x7F })
            #expect(word.equal(to: ASCII.tab) == Self.mask(octets) { $0 == ASCII.tab })
            #expect(word.letters == Self.mask(octets) { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 })
        }
    }

    @Test func firstMarkedCountsWhatStandsBeforeIt() {
        Self.forEachWord { octets, word in
            #expect(word.firstMarked(word.below(0x20)) == octets.firstIndex { $0 < 0x20 } ?? 8)
        }
    }

    @Test(arguments: 0...24) func scansEndAtTheFirstOctetOfAnotherKind(length: Int) {
        for octet in UInt8.min...UInt8.max {
            for filler in Array("a-Z_7~".utf8) {
                var octets = [UInt8](repeating: filler, count: length)
                octets.append(octet)
                octets += [UInt8](repeating: filler, count: 9)
                octets.withUnsafeBytes { bytes in
                    let token = ASCII.isTokenOctet(octet) ? bytes.count : length
                    #expect(FieldLine.firstAfterToken(bytes, from: 0, to: bytes.count) == token)
                    let control = ASCII.isControl(octet) ? length : bytes.count
                    #expect(FieldLine.firstControl(bytes, from: 0, to: bytes.count) == control)
                }
            }
        }
    }
}
