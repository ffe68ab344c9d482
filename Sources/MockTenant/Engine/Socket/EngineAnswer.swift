// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The answer to one call, not yet written: deltas depend on what the socket was sent before.
struct EngineAnswer: Sendable {
    let id: JSONValue
    let handle: Int
    let method: String
    let wantsDelta: Bool
    var result: Result<EngineOutcome, EngineError>
    var news = EngineNews()

    /// The same call given up.
    var givenUp: EngineAnswer {
        var answer = self
        answer.result = .failure(.aborted)
        return answer
    }

    /// - Source: JSON-RPC 2.0 §5; `change`, `close`, `suspend` and `delta` stand beside `result`.
    func serialized(_ deltas: inout DeltaBook) -> String {
        var members: [(String, JSONValue)] = [("jsonrpc", "2.0"), ("id", id)]
        switch result {
        case .success(let outcome):
            if wantsDelta { members.append(("delta", true)) }
            let result = outcome.result.map { name, value in
                (name, wantsDelta ? deltas.patches(to: value, handle: handle, method: method, name: name) : value)
            }
            members.append(("result", .object(result)))
        case .failure(let error):
            let body: JSONValue = [
                "code": .int(error.code), "parameter": .string(error.parameter), "message": .string(error.message),
            ]
            members.append(("error", body))
        }
        return JSONValue.object(members + news.members).serialized()
    }
}
