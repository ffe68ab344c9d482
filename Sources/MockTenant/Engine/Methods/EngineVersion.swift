// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `EngineVersion`: which engine this is.
///
/// - Source: qlik.dev, "Global".
enum EngineVersion: EngineMethod {
    static let name = "EngineVersion"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qVersion", ["qComponentVersion": "12.0.0-tenantless"])])
    }
}
