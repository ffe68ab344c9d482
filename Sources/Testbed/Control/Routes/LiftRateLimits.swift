// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `DELETE /tenant/rate-limit`.
enum LiftRateLimits: ControlRoute {
    static let method = "DELETE"
    static let path = "/tenant/rate-limit"
    static let fields: [String]? = []
    static let summary = "Lifts every rate limit."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        try call.tenant.resetRateLimits()
        return ControlCall.done
    }
}
