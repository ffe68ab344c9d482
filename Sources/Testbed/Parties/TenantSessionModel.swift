// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioRunner
import Synchronization
import Wire

/// A tenant session that is alive, as its tenant tells of it.
struct LiveTenantSession: Sendable, Hashable {
    /// What the witness calls it, in the facts `session` and `session.opened`.
    var id: String
    /// The scenario's name of the user.
    var user: String
    /// The value of the cookie that holds a CSRF token.
    var csrfCookie: String?
    /// The CSRF tokens given out in a header, oldest first.
    var csrfTokens: [String]
}

/// What cookies each tenant session should be holding, computed from what the tenant set, in order.
///
/// - Source: RFC 6265bis §5.7: a line of the same name replaces, a past date or `Max-Age=0` removes.
struct TenantSessionModel {
    private struct Jar {
        var user: String
        var names: [String] = []
        var values: [String: String] = [:]
        var earlier: [String: [String]] = [:]
        var csrfTokens: [String] = []

        mutating func apply(_ line: SetCookieHeader, at seconds: Int64) {
            if !names.contains(line.name) { names.append(line.name) }
            if let old = values[line.name], old != line.value { earlier[line.name, default: []].insert(old, at: 0) }
            let isGone = line.maxAge.map { $0 <= 0 } ?? line.expires.map { $0 <= seconds } ?? false
            values[line.name] = isGone ? nil : line.value
        }
    }

    let sessions: [StageTenantSession]

    init(exchanges: [WitnessedExchange], live: [LiveTenantSession], lines: SetCookieLines) {
        var jars: [String: Jar] = [:]
        var order: [String] = []
        for exchange in exchanges {
            let opened = exchange.facts["session.opened"]
            guard let id = opened ?? exchange.facts["session"], let response = exchange.response else { continue }
            if jars[id] == nil {
                order.append(id)
                jars[id] = Jar(user: exchange.actor ?? "")
            }
            for line in response.headers.all("Set-Cookie").compactMap({ lines.parse($0) }) {
                jars[id]?.apply(line, at: TenantSessionModel.longAgo)
            }
        }
        sessions = order.compactMap { id in
            jars[id].map { TenantSessionModel.session(id, $0, live.first { $0.id == id }) }
        }
    }

    /// Dates before this are past whatever the clock of the stage says; the mock deletes with the epoch.
    private static let longAgo: Int64 = 946_684_800

    private static func session(_ id: String, _ jar: Jar, _ live: LiveTenantSession?) -> StageTenantSession {
        let cookies = jar.names.map { name in
            StageTenantSession.Cookie(name: name, value: jar.values[name], earlier: jar.earlier[name] ?? [])
        }
        let inCookie = [live?.csrfCookie ?? jar.values["_csrfToken"]].compactMap { $0 }
        let given = Array((live?.csrfTokens ?? []).reversed())
        let old = jar.earlier["_csrfToken"] ?? []
        return StageTenantSession(
            id: id, user: live?.user ?? jar.user, cookies: cookies, csrfTokens: given + inCookie + old,
            isLive: live != nil)
    }
}

/// The `Set-Cookie` lines of a stage, each parsed once: the model is made anew at every look.
final class SetCookieLines: Sendable {
    private let known = Mutex<[String: SetCookieHeader?]>([:])

    func parse(_ line: String) -> SetCookieHeader? {
        if let header = known.withLock({ $0[line] }) { return header }
        let header = SetCookieHeader.parse(line)
        known.withLock { $0[line] = .some(header) }
        return header
    }
}
