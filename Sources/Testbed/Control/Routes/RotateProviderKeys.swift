// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Wire

/// `POST /idp/keys/rotate`: a new key signs from now on.
enum RotateProviderKeys: ControlRoute {
    static let method = "POST"
    static let path = "/idp/keys/rotate"
    static let fields: [String]? = ["keep-old", "issuer"]
    static let summary = "Lets a new key sign; keep-old (false) leaves the old ones in the key set."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let provider = try call.provider
        let issuer = try call.issuer
        let keepsOld = try call.fields.flagIfGiven("keep-old") ?? false
        do {
            try provider.rotateKeys(issuer: issuer, keepsOldPublished: keepsOld)
        } catch {
            throw ControlProblem(.failed, "The key could not be made: \(error)")
        }
        return ControlCall.done
    }
}
