// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sessions/end`: as a timeout or an administrator would; open sockets stay open.
enum EndSessions: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sessions/end"
    static let fields: [String]? = ["user", "session"]
    static let summary = "Ends one session, by its number, or every session of a user."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        let sessions = try call.sessions()
        for session in sessions { tenant.endSession(session.id) }
        return ["ended": .array(sessions.map { .int($0.id) })]
    }
}
