// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET` and `PATCH /api/core/auth-settings`: how long sessions live; a change concerns new ones only.
///
/// - Source: qlik-api-ts, `core/auth-settings`: JSON Patch, `replace` alone; help.qlik.com, "Session timeout": the ranges.
enum AuthSettings: TenantEndpoint {
    static let methods = ["GET", "PATCH"]
    static let path: PathPattern = "/api/core/auth-settings"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    /// One of the two times, in minutes here and in seconds among the switches.
    private struct Time: Sendable {
        let name: String
        let minutes: ClosedRange<Int64>
        /// Every value is a multiple of it.
        let step: Int64
        let place: any WritableKeyPath<TenantSwitches, Int64> & Sendable
    }

    private static let times = [
        Time(
            name: "userSessionInactivityTimeoutMinutes", minutes: 15...1440, step: 1, place: \.idleTimeoutSeconds),
        Time(
            name: "maxUserSessionLifespanMinutes", minutes: 60...10_080, step: 60, place: \.absoluteLifetimeSeconds),
    ]

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.request.method == "PATCH" else { return .json(body(call.switches, call: call)) }
        guard let changes = PatchReplacements.read(call.json, paths: times.map { "/\($0.name)" }) else {
            return call.refuse(.badRequest("only the two times can be replaced"))
        }
        var switches = call.core.switches
        for change in changes {
            guard let time = times.first(where: { "/\($0.name)" == change.path }),
                let minutes = change.value.intValue.map(Int64.init), time.minutes.contains(minutes),
                minutes.isMultiple(of: time.step)
            else { return call.refuse(.badRequest("\(change.path) is out of range")) }
            switches[keyPath: time.place] = minutes * 60
        }
        call.core.switches = switches
        return .json(body(switches, call: call))
    }

    private static func body(_ switches: TenantSwitches, call: TenantCall) -> JSONValue {
        let standard = TenantSwitches()
        let isDefault = times.allSatisfy { switches[keyPath: $0.place] == standard[keyPath: $0.place] }
        let members = times.map { ($0.name, JSONValue.integer(switches[keyPath: $0.place] / 60)) }
        return .object(
            [("tenantId", .string(call.core.tenantID)), ("isDefault", .bool(isDefault))] + members
                + [("marker", call.marker)])
    }
}
