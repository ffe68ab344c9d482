// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GetListObjectData`: pages of a list object.
enum GetListObjectData: EngineMethod {
    static let name = "GetListObjectData"
    static let receivers: EngineReceivers = .object

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let field = try DataPath.listField(call, in: state)
        let pages = EnginePage.list(call.parameter(1, "qPages"))
        return EngineOutcome(result: [("qDataPages", ListObjectPart.pages(pages, of: field, in: state))])
    }
}
