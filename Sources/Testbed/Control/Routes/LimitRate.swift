// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/rate-limit`: 429 with `retry-after` until the time is over.
enum LimitRate: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/rate-limit"
    static let fields: [String]? = ["user", "tier", "seconds"]
    static let summary =
        "Answers 429 for so many seconds of the tenant's clock, to one user or to everybody, at one tier or at all."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let seconds = try call.fields.number("seconds", in: 1...86_400)
        let tier = try call.fields.numberIfGiven("tier", in: 1...RateTier.allCases.count).flatMap(RateTier.init)
        try call.tenant.limitRate(of: try call.fields.textIfGiven("user"), tier: tier, for: .seconds(seconds))
        return ControlCall.done
    }
}
