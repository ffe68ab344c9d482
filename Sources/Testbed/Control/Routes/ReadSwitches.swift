// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `GET /tenant/switches`: what the tenant is set to.
enum ReadSwitches: ControlRoute {
    static let method = "GET"
    static let path = "/tenant/switches"
    static let fields: [String]? = []
    static let summary = "Reads every switch: its value now, its default and what it does."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let switches = try call.tenant.switches
        let list = TenantSwitches.list.map { entry -> JSONValue in
            [
                "name": .string(entry.name), "unknown": entry.unknown.map { .string("U\($0)") } ?? .null,
                "value": .string(entry.value(in: switches)), "default": .string(entry.standard),
                "values": .string(entry.values), "summary": .string(entry.summary),
            ]
        }
        return ["switches": .array(list)]
    }
}
