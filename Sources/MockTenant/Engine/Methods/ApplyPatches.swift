// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `ApplyPatches`: changes properties by patches.
///
/// - Source: qlik.dev, "NxPatch"; a patch that names no place is error 8.
enum ApplyPatches: EngineMethod {
    static let name = "ApplyPatches"
    static let receivers: EngineReceivers = .items

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        let item = try call.item(in: state)
        guard let list = call.parameter(0, "qPatches")?.arrayValue else { throw .invalidParameter("qPatches") }
        guard item.isChangeable else { throw .accessDenied(item.id) }
        let patches = list.compactMap { JSONPatch.parse(engine: $0) }
        guard patches.count == list.count, let properties = JSONPatch.apply(patches, to: item.properties) else {
            throw .invalidValue("qPatches")
        }
        state.setProperties(properties, of: item.id)
        return .nothing
    }
}
