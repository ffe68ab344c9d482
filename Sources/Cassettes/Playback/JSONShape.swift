// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Compares JSON texts by what they say.
enum JSONShape {
    /// Whether two texts are the same JSON, members in any order, slots standing for anything; nil where one is no JSON.
    static func isSame(recorded: [UInt8], live: [UInt8]) -> Bool? {
        do {
            return isSame(recorded: try JSONValue.parse(recorded), live: try JSONValue.parse(live))
        } catch {
            return nil
        }
    }

    /// Whether two values are the same, members in any order, slots standing for anything.
    static func isSame(recorded: JSONValue, live: JSONValue) -> Bool {
        switch (recorded, live) {
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in
                    right[member.name].map { isSame(recorded: member.value, live: $0) } ?? false
                }
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { isSame(recorded: $0, live: $1) }
        case (.string(let left), .string(let right)):
            left == right || left.contains("{{slot:") && SlotText(Array(left.utf8)).matches(right.utf8)
        case (.number(let left), .number(let right)): left == right || Double(left) == Double(right)
        default: recorded == live
        }
    }
}
