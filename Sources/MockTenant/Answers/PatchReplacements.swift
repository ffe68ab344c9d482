// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The replacements that a PATCH asks for; the tenant takes no other operation.
///
/// - Source: RFC 6902; qlik.dev, "Web integrations": `replace` of `/name` or `/validOrigins`.
enum PatchReplacements {
    /// The new values by path, or nil where the body is something else or touches another path.
    static func read(_ body: JSONValue?, paths: [String]) -> [(path: String, value: JSONValue)]? {
        guard case .array(let operations) = body, !operations.isEmpty else { return nil }
        var changes: [(path: String, value: JSONValue)] = []
        for operation in operations {
            guard operation["op"] == "replace", let path = operation["path"]?.stringValue, paths.contains(path),
                let value = operation["value"]
            else { return nil }
            changes.append((path, value))
        }
        return changes
    }
}
