// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `QTProduct`: the name of the product.
enum QTProduct: EngineMethod {
    static let name = "QTProduct"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning("QlikEngine")
    }
}
