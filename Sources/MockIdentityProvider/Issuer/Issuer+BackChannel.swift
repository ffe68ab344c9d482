// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Issuer {
    /// Tells the relying parties of ended sessions that they ended, one after the other, in the order of their names.
    ///
    /// - Source: OpenID Connect Back-Channel Logout 1.0 §2.3 (which relying parties), §2.5.
    func announceEnd(
        of sessions: [SingleSignOnSession], misbehaving defects: [IdentityDefect]
    ) async throws -> [BackChannelDelivery] {
        var deliveries: [BackChannelDelivery] = []
        for session in sessions {
            for client in relyingParties(of: session) {
                guard let address = client.backChannelLogoutURI else { continue }
                let subject = read { $0.user(named: session.user)?.subject }
                let token = try await LogoutTokenIssue(
                    issuer: self, clientID: client.clientID, subject: subject,
                    sessionIdentifier: session.identifier
                ).token(misbehaving: defects)
                let status = await courier.post(token, to: address)
                deliveries.append(BackChannelDelivery(clientID: client.clientID, status: status))
            }
        }
        return deliveries
    }

    /// The clients that have tokens of a session; asked once, because the session has ended.
    private func relyingParties(of session: SingleSignOnSession) -> [RelyingParty] {
        change { state in
            let names = state.relyingParties.removeValue(forKey: session.identifier) ?? []
            return names.sorted().compactMap { state.clients[$0] }
        }
    }
}
