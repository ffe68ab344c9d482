// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A request on its way to an endpoint, with everything that was found out about it.
struct TenantCall: Sendable {
    let core: TenantCore
    let exchange: Int
    let request: RequestHead
    let target: RequestTarget
    let places: [String: String]
    let body: ReceivedBody
    let verdict: CookieVerdict
    let user: TenantUser?
    let switches: TenantSwitches
    /// Milliseconds since the epoch.
    let now: Int64
    let isUpgrade: Bool

    /// The scheme and host by which the tenant names itself in links and redirects.
    var origin: String {
        "\(core.scheme)://\(switches.linkAuthority ?? request.headers.first("Host") ?? core.configuration.hosts[0])"
    }

    /// The first value of a query item, decoded.
    func query(_ name: String) -> String? {
        target.queryItems.first { $0.name == name }?.value
    }

    /// The id of the web integration that the request names, in the header or in the query.
    var webIntegrationID: String? {
        request.headers.first(HeaderNames.webIntegration) ?? query(HeaderNames.webIntegration)
    }

    func refuse(_ problem: TenantProblem) -> TenantAnswer {
        problem.answer(traceID: traceID, switches: switches, now: now)
    }

    /// Writes a fact about this exchange into the witness.
    func note(_ fact: String, _ value: String) {
        core.witness.update(exchange) { $0.facts[fact] = value }
    }
}

/// The names of Qlik's own header fields.
enum HeaderNames {
    static let csrf = "qlik-csrf-token"
    static let webIntegration = "qlik-web-integration-id"
}
