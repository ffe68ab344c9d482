// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

@testable import MockTenant

/// Patches in the engine's own spelling: contract §5.6.
@Suite struct EnginePatchTests {
    @Test func enginePatchesCarryJSONAsText() {
        let patch: JSONValue = ["qOp": "Replace", "qPath": "/a", "qValue": #"{"b":[1]}"#]
        #expect(JSONPatch.parse(engine: patch) == JSONPatch(.replace, "/a", ["b": [1]]))
        #expect(JSONPatch.parse(engine: ["qOp": "remove", "qPath": "/a"]) == JSONPatch(.remove, "/a"))
        #expect(JSONPatch.parse(engine: ["qOp": "move", "qPath": "/a"]) == nil)
        #expect(JSONPatch.parse(engine: ["qOp": "add", "qPath": "/a", "qValue": "no json"]) == nil)
    }
}
