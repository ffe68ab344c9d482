// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// What one socket was answered last, per handle, method and out-parameter.
///
/// - Source: enigma.js, `delta-response-interceptor.js`: the first answer sets the whole, later ones patch it, `[]` is
///   no change; closing the handle forgets it.
struct DeltaBook: Sendable {
    private struct Key: Hashable {
        let handle: Int
        let method: String
        let name: String
    }

    private var seen: [Key: JSONValue] = [:]

    /// The patches that bring this socket up to date.
    mutating func patches(to value: JSONValue, handle: Int, method: String, name: String) -> JSONValue {
        let key = Key(handle: handle, method: method, name: name)
        let patches = seen[key].map { JSONPatch.difference(from: $0, to: value) } ?? [.whole(value)]
        seen[key] = value
        return .array(patches.map(\.json))
    }

    mutating func forget(_ handles: [Int]) {
        seen = seen.filter { !handles.contains($0.key.handle) }
    }
}
