// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension JSONPatch {
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
