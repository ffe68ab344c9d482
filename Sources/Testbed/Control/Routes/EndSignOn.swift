// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Wire

/// `POST /idp/sessions/end`: the user has to sign in again.
enum EndSignOn: ControlRoute {
    static let method = "POST"
    static let path = "/idp/sessions/end"
    static let fields: [String]? = ["user", "issuer"]
    static let summary = "Ends every session of a user at an issuer."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        try call.provider.endSSOSession(of: try call.fields.text("user"), issuer: call.issuer)
        return ControlCall.done
    }
}
