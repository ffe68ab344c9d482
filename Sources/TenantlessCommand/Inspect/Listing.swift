// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// How `list` writes what exists.
enum Listing {
    /// One JSON object, its members in alphabetical order.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    /// Columns under a heading.
    static func section(_ title: String, _ rows: [[String]]) -> String {
        guard let columns = rows.map(\.count).max(), columns > 0 else { return "\(title): none\n" }
        // The last column is a sentence and may be as long as it likes.
        let widths = (0..<columns - 1).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            return "  " + (cells + row.suffix(1)).joined(separator: "  ")
        }
        return ([title] + lines).joined(separator: "\n") + "\n"
    }
}
