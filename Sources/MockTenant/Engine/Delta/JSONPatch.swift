// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// One operation of a JSON patch; the engine uses these three.
///
/// - Source: RFC 6902 §4.1 to §4.3.
struct JSONPatch: Sendable, Hashable {
    enum Operation: String, Sendable {
        case add, replace, remove
    }

    let operation: Operation
    let path: String
    var value: JSONValue?

    init(_ operation: Operation, _ path: String, _ value: JSONValue? = nil) {
        self.operation = operation
        self.path = path
        self.value = value
    }

    /// The patch that sets the whole.
    static func whole(_ value: JSONValue) -> JSONPatch { JSONPatch(.add, "/", value) }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [("op", .string(operation.rawValue)), ("path", .string(path))]
        if let value { members.append(("value", value)) }
        return .object(members)
    }

    /// Reads a patch from the engine's own spelling (`qOp`, `qPath`, `qValue` with JSON as text).
    ///
    /// - Source: qlik.dev, "NxPatch".
    static func parse(engine patch: JSONValue) -> JSONPatch? {
        guard let name = patch["qOp"]?.stringValue?.lowercased(), let operation = Operation(rawValue: name),
            let path = patch["qPath"]?.stringValue
        else { return nil }
        if operation == .remove { return JSONPatch(.remove, path) }
        do {
            return JSONPatch(operation, path, try JSONValue.parse(patch["qValue"]?.stringValue ?? ""))
        } catch {
            return nil
        }
    }
}
