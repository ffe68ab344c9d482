// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/reset`: a tenant as it was started; the witness keeps what it saw.
enum ResetTenant: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/reset"
    static let fields: [String]? = []
    static let summary = "Forgets users, sessions, contents, scripts, limits and changed switches."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        try call.tenant.reset()
        return ControlCall.done
    }
}
