// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetNumValue`: gives a variable a number.
enum SetNumValue: EngineMethod {
    static let name = "SetNumValue"
    static let receivers: EngineReceivers = .variable

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let number = call.parameter(0, "qVal")?.doubleValue else { throw .invalidParameter("qVal") }
        let item = try call.item(in: state)
        state.setDefinition(NumberText.of(number), of: item)
        return .nothing
    }
}
