// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetSupportedCodePages`: the character sets: one.
enum GetSupportedCodePages: EngineMethod {
    static let name = "GetSupportedCodePages"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        EngineOutcome(result: [("qCodePages", [["qNumber": 65001, "qName": "utf-8", "qDescription": "UTF-8"]])])
    }
}
