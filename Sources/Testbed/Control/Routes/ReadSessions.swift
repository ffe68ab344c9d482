// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `GET /tenant/sessions`: the live sessions, oldest first.
enum ReadSessions: ControlRoute {
    static let method = "GET"
    static let path = "/tenant/sessions"
    static let fields: [String]? = ["user"]
    static let summary = "Reads the live sessions, of one user or of all, with their cookies and CSRF tokens."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        let user = try call.fields.textIfGiven("user")
        let sessions = user.map { tenant.sessions(of: $0) } ?? tenant.sessions
        return ["sessions": .array(sessions.map(value))]
    }

    private static func value(_ session: TenantSessionView) -> JSONValue {
        [
            "session": .int(session.id), "user": .string(session.user), "subject": .string(session.subject),
            "email": .string(session.email), "fingerprint": .string(session.fingerprint),
            "cookies": .array(session.cookies.map { [.string($0.name), .string($0.value)] }),
            "csrf-tokens": .array(session.csrfTokens.map(JSONValue.string)),
            "created-at": .int(Int(session.createdAt)), "last-seen-at": .int(Int(session.lastSeenAt)),
            "answers": .int(session.answers),
        ]
    }
}
