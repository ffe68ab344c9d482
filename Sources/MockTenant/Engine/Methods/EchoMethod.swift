// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `Echo`: the parameters as they came, or so many bytes; no engine has it.
///
/// `{"bytes":N}` as params answers with N characters, for messages of many MiB.
enum EchoMethod: EngineMethod {
    static let name = "Echo"

    static func answer(_ call: EngineCall, dialogue: inout EngineDialogue) throws(EngineError) -> EngineOutcome {
        guard let count = call.params["bytes"]?.intValue else {
            return EngineOutcome(result: [("qReturn", call.params)])
        }
        guard (0...67_108_864).contains(count) else {
            throw EngineError(code: -32602, parameter: "bytes", message: "Invalid params")
        }
        return EngineOutcome(result: [("qReturn", .string(String(repeating: "x", count: count)))])
    }
}
