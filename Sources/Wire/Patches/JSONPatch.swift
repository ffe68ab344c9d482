// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One operation of a JSON patch, of the three that the engine uses.
///
/// - Shape: the path `/` is the whole document, as the engine writes it, and not the member with the empty name.
/// - Source: RFC 6902 §4.1 to §4.3.
public struct JSONPatch: Sendable, Hashable {
    /// What it does at its path.
    public enum Operation: String, Sendable {
        /// Sets a member, or puts an element in.
        case add
        /// Gives what is there a new value.
        case replace
        /// Takes out what is there.
        case remove
    }

    /// What it does.
    public let operation: Operation
    /// Where, as a JSON pointer.
    public let path: String
    /// The new value, nil where something is removed.
    public var value: JSONValue?

    /// Makes an operation.
    public init(_ operation: Operation, _ path: String, _ value: JSONValue? = nil) {
        self.operation = operation
        self.path = path
        self.value = value
    }

    /// The patch that sets the whole.
    public static func whole(_ value: JSONValue) -> JSONPatch { JSONPatch(.add, "/", value) }

    /// Reads an operation as RFC 6902 spells it; nil for what is none, or one of those that the engine does not use.
    public init?(json: JSONValue) {
        guard let operation = json["op"]?.stringValue.flatMap(Operation.init), let path = json["path"]?.stringValue,
            operation == .remove || json["value"] != nil
        else { return nil }
        self.init(operation, path, operation == .remove ? nil : json["value"])
    }

    /// The operation as RFC 6902 spells it.
    public var json: JSONValue {
        var members: [(String, JSONValue)] = [("op", .string(operation.rawValue)), ("path", .string(path))]
        if let value { members.append(("value", value)) }
        return .object(members)
    }
}
