// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import ScenarioRunner
import Wire

/// `PATCH /idp/switches`: what the issuer demands and offers, from the next request on.
enum SetProviderSwitches: ControlRoute {
    static let method = "PATCH"
    static let path = "/idp/switches"
    static let fields: [String]? = MockIdentityProvider.switchNames + ["issuer"]
    static let summary = "Sets what the issuer demands and offers, each true or false."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let (provider, issuer) = (try call.provider, try call.issuer)
        for member in call.fields.object where member.name != "issuer" {
            let isOn = try call.fields.flag(member.name)
            do throws(StageProblem) {
                try provider.set(member.name, to: isOn, issuer: issuer)
            } catch {
                throw ControlProblem(.badValue, error.reason, field: member.name)
            }
        }
        return ControlCall.done
    }
}
