// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The handles of one socket that have something new, as they stand beside `result` or alone.
struct EngineNews: Sendable, Hashable {
    var change: [Int] = []
    var close: [Int] = []
    var suspend: [Int] = []

    var isEmpty: Bool { change.isEmpty && close.isEmpty && suspend.isEmpty }

    var members: [(String, JSONValue)] {
        [("change", change), ("close", close), ("suspend", suspend)].compactMap { name, handles in
            handles.isEmpty ? nil : (name, .array(handles.map { .int($0) }))
        }
    }

    /// The message that tells it without being asked.
    ///
    /// - Source: enigma.js, `rpc.js`: a message without an `id` that is waited for, and without `params`.
    var text: String { JSONValue.object([("jsonrpc", "2.0")] + members).serialized() }
}
