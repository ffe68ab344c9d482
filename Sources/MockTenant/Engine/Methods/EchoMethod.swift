// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Echo`: the parameters as they came, or so many bytes; no engine has it.
///
/// `{"bytes":N}` as params answers with N characters, for messages of many MiB.
enum EchoMethod: EngineMethod {
    static let name = "Echo"
    static let receivers: EngineReceivers = .global

    static func answer(_ call: EngineCall, in state: inout EngineState) throws(EngineError) -> EngineOutcome {
        guard let count = call.params["bytes"]?.intValue else { return .returning(call.params) }
        guard (0...67_108_864).contains(count) else { throw .invalidParameter("bytes") }
        return .returning(.string(String(repeating: "x", count: count)))
    }
}
