// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /logout`: ends the session of the cookies and takes the cookies back.
///
/// Sockets that are open stay open: nothing tells what a tenant does with them.
enum Logout: TenantEndpoint {
    static let methods = ["GET", "POST"]
    static let path: PathPattern = "/logout"
    static let access = EndpointAccess.open
    static let mark = ContractMark.inferred

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        var answer = TenantAnswer.redirect(to: call.switches.logoutLocation ?? "\(call.origin)/login")
        guard let session = call.verdict.live else { return answer }
        call.core.sessions.end(session.key, .loggedOut)
        call.note("session.ended", session.fingerprint)
        let writer = call.setCookies
        for pair in session.pairs {
            answer.headers.append("Set-Cookie", writer.removal(pair.name))
        }
        return answer
    }
}
