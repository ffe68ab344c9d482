// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetObjects`: what the objects of the given types are called.
enum GetObjects: EngineMethod {
    static let name = "GetObjects"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let types = call.parameter(0, "qOptions")?["qTypes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let items = state.items(.object).filter { !$0.isSession && (types.isEmpty || types.contains($0.type)) }
        let list = items.map { item -> JSONValue in
            ["qInfo": item.info, "qMeta": ItemLayout.meta(of: item), "qData": [:]]
        }
        return EngineOutcome(result: [("qList", .array(list))])
    }
}
