// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetFullPropertyTree`: the properties of an object and of its children.
enum GetFullPropertyTree: EngineMethod {
    static let name = "GetFullPropertyTree"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qPropEntry", tree(of: try call.item(in: state), in: state))])
    }

    private static func tree(of item: EngineItem, in state: EngineState) -> JSONValue {
        let children = state.items(.object).filter { $0.parent == item.id }.map { tree(of: $0, in: state) }
        return ["qProperty": item.properties, "qChildren": .array(children), "qEmbeddedSnapshotRef": nil]
    }
}
