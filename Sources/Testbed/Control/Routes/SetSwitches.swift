// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `PATCH /tenant/switches`: sets switches from now on, all of them or none.
enum SetSwitches: ControlRoute {
    static let method = "PATCH"
    static let path = "/tenant/switches"
    static let fields: [String]? = nil
    static let summary = "Sets the switches that the members name, from the next request on."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        var switches = tenant.switches
        for member in call.fields.object {
            guard let text = text(member.value) else {
                throw call.fields.wrong(member.name, "a text, a number or true and false")
            }
            do throws(TenantSwitchProblem) {
                try switches.set(member.name, to: text)
            } catch {
                let code: ControlProblem.Code = error.code == .unknownName ? .unknownField : .badValue
                throw ControlProblem(code, error.reason, field: member.name)
            }
        }
        tenant.switches = switches
        return ControlCall.done
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "on" : "off"
        case .null, .array, .object: nil
        }
    }
}
