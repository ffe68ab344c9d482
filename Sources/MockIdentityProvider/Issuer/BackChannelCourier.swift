// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// Posts logout tokens to relying parties.
///
/// - Source: OpenID Connect Back-Channel Logout 1.0 §2.5 (a form with `logout_token`) and §2.8 (200 or 400).
struct BackChannelCourier: Sendable {
    private let client: HTTPClient

    init(tls: ClientTLS?) {
        client = HTTPClient(tls: tls)
    }

    /// The status of the answer; nil where there was none.
    func post(_ token: String, to address: String) async -> Int? {
        do {
            let request = ClientRequest(
                method: "POST", url: try HTTPURL(address),
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array(PercentEncoding.form([("logout_token", token)]).utf8))
            return try await client.send(request).status
        } catch {
            return nil
        }
    }

    func shutdown() async {
        await client.shutdown()
    }
}
