// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetChildInfos`: id and type of the children.
enum GetChildInfos: EngineMethod {
    static let name = "GetChildInfos"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let parent = try call.item(in: state).id
        return EngineOutcome(result: [
            ("qInfos", .array(state.items(.object).filter { $0.parent == parent }.map(\.info)))
        ])
    }
}
