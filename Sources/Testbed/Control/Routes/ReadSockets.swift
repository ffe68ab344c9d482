// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `GET /tenant/sockets`: the open engine sockets, oldest first.
enum ReadSockets: ControlRoute {
    static let method = "GET"
    static let path = "/tenant/sockets"
    static let fields: [String]? = ["user"]
    static let summary = "Reads the open engine sockets, of one user or of all."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        let user = try call.fields.textIfGiven("user")
        let sockets = user.map { tenant.sockets(of: $0) } ?? tenant.sockets
        return [
            "sockets": .array(
                sockets.map { ["socket": .int($0.id), "user": .string($0.user), "app": .string($0.app)] })
        ]
    }
}
