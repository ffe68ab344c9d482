// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/users/status`: what a live session of the user then gets is the switch `removed-user`.
enum SetUserStatus: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/users/status"
    static let fields: [String]? = ["user", "status"]
    static let summary = "Makes a user active, disabled or deleted."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let status = try call.fields.choice("status", of: TenantUserStatus.self)
        try call.tenant.setStatus(of: try call.fields.text("user"), to: status)
        return ControlCall.done
    }
}
