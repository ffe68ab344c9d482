// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Search in texts by octets: quicker than by characters, and blind to canonical equivalence.
enum ByteSearch {
    static func contains(_ text: String, _ wanted: String) -> Bool {
        contains(Array(text.utf8), Array(wanted.utf8))
    }

    static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        guard bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
            if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
        }
        return false
    }
}
