// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sessions/rotate`: the next answer carries the new session id; a new CSRF secret makes all tokens worthless.
enum RotateSessions: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sessions/rotate"
    static let fields: [String]? = ["user", "session", "what"]
    static let summary =
        "Replaces the session-id or the csrf-secret (what) of one session, or of every session of a user."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let tenant = try call.tenant
        let part = try call.fields.choice("what", of: Part.self)
        let sessions = try call.sessions()
        for session in sessions {
            switch part {
            case .sessionID: tenant.rotateSessionCookie(session.id)
            case .csrfSecret: tenant.rotateCSRFToken(session.id)
            }
        }
        return ["rotated": .array(sessions.map { .int($0.id) })]
    }

    private enum Part: String, CaseIterable {
        case sessionID = "session-id"
        case csrfSecret = "csrf-secret"
    }
}
