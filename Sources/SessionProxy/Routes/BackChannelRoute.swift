// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Logging
import NIOCore
import Wire

/// `/logout/backchannel`: the identity provider says that somebody has signed out there (OUT-05).
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.5 (request), §2.7 (actions) and §2.8 (response).
struct BackChannelRoute: Sendable {
    private let keeper: SessionKeeper
    private let relyingParty: RelyingParty

    init(_ keeper: SessionKeeper, _ relyingParty: RelyingParty) {
        self.keeper = keeper
        self.relyingParty = relyingParty
    }

    /// Ends the sessions that the token names.
    ///
    /// - Shape: 200 also when there is no such session any more, for then the user is signed out already.
    /// - Shape: 400 whatever else happens, as §2.8 asks; a token that was not used up may be sent again.
    func logOut(_ request: OwnRequest) async -> OwnResponse {
        do {
            let token = try await relyingParty.logoutOrder(try Self.token(in: request))
            guard let count = try await keeper.end(token) else {
                throw Self.refusal("The logout token was used before.")
            }
            keeper.logger.info(
                "The identity provider ended sessions", metadata: ["sessions.count": "\(count)"])
            return OwnResponse(status: 200, headers: ["Cache-Control": "no-store"])
        } catch {
            keeper.logger.warning("The identity provider's logout was not carried out", metadata: .of(error))
            let problem = error as? ProxyError
            return (problem ?? Self.refusal("A logout failed.")).problem(status: 400)
        }
    }

    /// The one `logout_token` of the form.
    private static func token(in request: OwnRequest) throws -> String {
        let type = request.headers.first("Content-Type")?.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw refusal("The logout request is no form.") }
        let tokens = PercentEncoding.parseForm(String(buffer: request.body)).filter { $0.0 == "logout_token" }
        guard tokens.count == 1 else { throw refusal("The logout request has not one token.") }
        return tokens[0].1
    }

    private static func refusal(_ reason: String) -> ProxyError {
        ProxyError(.badLogoutToken, source: .downstream, reason: reason)
    }
}
