// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/rate-limit`: 429 with `retry-after` until the time is over.
enum LimitRate: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/rate-limit"
    static let fields: [String]? = ["user", "seconds"]
    static let summary = "Answers 429 for so many seconds of the tenant's clock, to one user or to everybody."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let seconds = try call.fields.number("seconds", in: 1...86_400)
        try call.tenant.limitRate(of: try call.fields.textIfGiven("user"), for: .seconds(seconds))
        return ControlCall.done
    }
}
