// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetObject`: a handle of an object; where there is none, a reference with null in it.
///
/// - Source: enigma.js and qlik-api-ts treat null type and handle as error 2.
enum GetObject: EngineMethod {
    static let name = "GetObject"
    static let receivers: EngineReceivers = .doc

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let id = try call.text(0, "qId")
        return .returning(ItemReference.of(state.items(.object).first { $0.id == id }, call, &state))
    }
}
