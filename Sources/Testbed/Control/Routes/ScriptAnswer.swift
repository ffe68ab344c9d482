// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `POST /{double}/script`: lets the double answer chosen requests otherwise.
///
/// The members that choose are `at`, `method`, `of`, `nth`, `times` and `delay-ms`; at most one says what happens.
enum ScriptAnswer: ControlRoute {
    static let method = "POST"
    static let path = "/{double}/script"
    static let fields: [String]? = ScriptReader.fields
    static let summary = "Answers requests chosen by path (at), method, user (of), nth and times otherwise, or later."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        try call.double.script.add(ScriptReader.answer(call.fields))
        return ControlCall.done
    }
}
