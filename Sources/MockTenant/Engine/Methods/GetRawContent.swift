// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetRawContent`: the definition of a variable.
enum GetRawContent: EngineMethod {
    static let name = "GetRawContent"
    static let receivers: EngineReceivers = .variable

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning(try call.item(in: state).properties["qDefinition"] ?? "")
    }
}
