// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `SetProperties`: puts properties in the place of an item's own.
enum SetProperties: EngineMethod {
    static let name = "SetProperties"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        guard let properties = call.parameter(0, "qProp"), properties.objectValue != nil else {
            throw .invalidParameter("qProp")
        }
        guard item.isChangeable else { throw .accessDenied(item.id) }
        state.setProperties(ItemMaking.identified(properties, id: item.id, type: item.type), of: item.id)
        return .nothing
    }
}
