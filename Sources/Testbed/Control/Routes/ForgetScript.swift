// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `DELETE /{double}/script`: the double answers as usual again.
enum ForgetScript: ControlRoute {
    static let method = "DELETE"
    static let path = "/{double}/script"
    static let fields: [String]? = []
    static let summary = "Forgets every scripted answer."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        try call.double.script.removeAll()
        return ControlCall.done
    }
}
