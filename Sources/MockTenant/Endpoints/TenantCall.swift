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
    /// Whose session, or whose API key, it is.
    let user: TenantUser?
    /// Whose call it is by session or by login token, be it good or not.
    let actor: String?
    let switches: TenantSwitches
    /// Milliseconds since the epoch.
    let now: Int64
    let isUpgrade: Bool

    /// True where an API key stands for a session.
    var isKeyHolder: Bool { verdict.live == nil && user != nil }

    /// The scheme and host by which the tenant names itself in links and redirects.
    var origin: String {
        "\(core.scheme)://\(switches.linkAuthority ?? request.headers.first("Host") ?? core.configuration.hosts[0])"
    }

    /// The origin as links in bodies name it; a switch spells the default port out.
    var linkOrigin: String { switches.linksNameTheDefaultPort ? portedOrigin : origin }

    /// The origin with its port, be it the default one.
    var portedOrigin: String {
        let authority = origin.dropFirst(core.scheme.count + "://".count)
        if authority.contains(":") { return origin }
        return origin + (core.scheme == "https" ? ":443" : ":80")
    }

    /// `{"href": URL}` for a path of this tenant, absolute.
    func link(_ path: String) -> JSONValue {
        .object(["href": .string(linkOrigin + path)])
    }

    /// The body as JSON, or nil where it is none.
    var json: JSONValue? {
        do {
            return try JSONValue.parse(body.kept)
        } catch {
            return nil
        }
    }

    /// What tells users apart in a body: the marker of the one who asks.
    var marker: JSONValue { .string(user?.marker ?? "") }

    /// RFC 3339, in UTC.
    func date(_ milliseconds: Int64) -> JSONValue {
        .string(TenantDate(milliseconds: milliseconds).internetDate)
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

/// The names of header fields that stand in several places.
enum HeaderNames {
    static let csrf = "qlik-csrf-token"
    static let webIntegration = "qlik-web-integration-id"
    static let socketExtensions = "Sec-WebSocket-Extensions"
}
