// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockIdentityProvider
import Wire

/// `POST /idp/users/log-out`: the identity provider ends a user's sessions and tells the relying parties.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.3 and §2.5.
enum LogUserOut: ControlRoute {
    static let method = "POST"
    static let path = "/idp/users/log-out"
    static let fields: [String]? = ["user", "defect", "issuer"]
    static let summary = "Ends every session of a user and posts logout tokens; defect spoils them."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let provider = try call.provider
        let user = try call.fields.text("user")
        let issuer = try call.issuer
        let defect = try call.fields.textIfGiven("defect")
        do {
            let deliveries = try await provider.logOut(
                user, issuer: issuer, defects: defect.map { [$0] } ?? [])
            return ["deliveries": .array(deliveries.map(value))]
        } catch let error as IdentityProviderError {
            throw ControlProblem(.badValue, error.reason, field: "defect")
        } catch {
            throw ControlProblem(.failed, "The logout tokens could not be made: \(error)")
        }
    }

    private static func value(_ delivery: BackChannelDelivery) -> JSONValue {
        ["client": .string(delivery.clientID), "status": delivery.status.map { .int($0) } ?? .null]
    }
}
