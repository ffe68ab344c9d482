// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A JSON text as a value that keeps member order and the spelling of numbers.
///
/// - Source: RFC 8259.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it was written.
    case number(String)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)

    /// Reads one JSON text of UTF-8 bytes.
    ///
    /// - Throws: `WireError` with `.badJSON` and the offset.
    public static func parse(_ bytes: some Collection<UInt8>) throws(WireError) -> JSONValue {
        var parser = JSONParser(Array(bytes))
        return try parser.document()
    }

    /// Reads one JSON text.
    ///
    /// - Throws: `WireError` with `.badJSON` and the offset.
    public static func parse(_ text: String) throws(WireError) -> JSONValue { try parse(Array(text.utf8)) }

    /// The value in compact JSON.
    public func serialized() -> String {
        var writer = JSONWriter()
        writer.write(self)
        return writer.text
    }

    /// The value in compact JSON, as UTF-8.
    public func serializedBytes() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.write(self)
        return writer.bytes
    }

    /// A number from an integer.
    public static func int(_ value: Int) -> JSONValue { .number(String(value)) }

    /// An object of the given names and values.
    public static func object(_ pairs: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(pairs)) }

    /// The member of that name, nil where this is no object or has no such member.
    public subscript(name: String) -> JSONValue? { objectValue?[name] }

    /// The element at that position, nil where this is no array or is shorter.
    public subscript(position: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// The text of a string.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole number of a number.
    public var intValue: Int? {
        guard case .number(let literal) = self else { return nil }
        if let value = Int(literal) { return value }
        return Double(literal).flatMap(Int.init(exactly:))
    }

    /// The number of a number.
    public var doubleValue: Double? {
        if case .number(let literal) = self { Double(literal) } else { nil }
    }

    /// The truth of a Boolean.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements of an array.
    public var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object.
    public var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }
}
