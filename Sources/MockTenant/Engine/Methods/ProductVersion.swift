// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ProductVersion`: the version of the product.
enum ProductVersion: EngineMethod {
    static let name = "ProductVersion"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        .returning("12.0.0")
    }
}
