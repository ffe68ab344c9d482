// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Finds and writes the places that a JSON pointer names.
///
/// - Source: RFC 6901; `/` alone means the whole, as the engine writes it, and not the member with the empty name.
public enum JSONPointer {
    /// The steps of a pointer.
    static func steps(_ path: String) -> [String] {
        if path.isEmpty || path == "/" { return [] }
        return path.dropFirst(path.first == "/" ? 1 : 0).split(separator: "/", omittingEmptySubsequences: false)
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    static func escaped(_ step: String) -> String {
        step.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    /// The value at a pointer, nil where there is none.
    public static func value(at path: String, in whole: JSONValue) -> JSONValue? {
        steps(path).reduce(whole) { (value: JSONValue?, step) in
            value.flatMap { $0[step] ?? Int(step).flatMap { position in value?[position] } }
        }
    }
}
