// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `GET /tenant/counters`: how often whom, and which token, logged in.
enum ReadCounters: ControlRoute {
    static let method = "GET"
    static let path = "/tenant/counters"
    static let fields: [String]? = []
    static let summary = "Reads how often each subject logged in and each jti was shown, and what is open now."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        let counts = tenant.loginCounts
        return [
            "logins": object(counts.accepted), "refused": object(counts.refused), "jti": object(counts.identifiers),
            "sessions": .int(tenant.sessions.count), "sockets": .int(tenant.sockets.count),
            "exchanges": .int(tenant.witness.exchanges.last?.id ?? 0),
        ]
    }

    private static func object(_ counts: [String: Int]) -> JSONValue {
        .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
    }
}
