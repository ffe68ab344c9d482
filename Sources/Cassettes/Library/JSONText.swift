// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// JSON for people: a member or an element to a line.
enum JSONText {
    /// The value of some bytes, nil where they are no JSON.
    static func value(_ bytes: some Collection<UInt8>) -> JSONValue? {
        do { return try JSONValue.parse(bytes) } catch { return nil }
    }

    /// The text of a value, its members in their order.
    static func pretty(_ value: JSONValue) -> String {
        var text = ""
        write(value, depth: 0, into: &text)
        return text
    }

    private static func write(_ value: JSONValue, depth: Int, into text: inout String) {
        let inner = String(repeating: "  ", count: depth + 1)
        switch value {
        case .object(let members) where !members.isEmpty:
            text += "{\n"
            for (index, member) in members.enumerated() {
                text += inner + JSONValue.string(member.name).serialized() + ": "
                write(member.value, depth: depth + 1, into: &text)
                text += index < members.count - 1 ? ",\n" : "\n"
            }
            text += inner.dropLast(2) + "}"
        case .array(let elements) where !elements.isEmpty:
            text += "[\n"
            for (index, element) in elements.enumerated() {
                text += inner
                write(element, depth: depth + 1, into: &text)
                text += index < elements.count - 1 ? ",\n" : "\n"
            }
            text += inner.dropLast(2) + "]"
        default: text += value.serialized()
        }
    }
}
