// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

extension Scene {
    /// What may follow a user's name; a name that ends with a dot stands for a family.
    static let userVariables = [
        "name", "email", "session-cookie", "cookie-header", "tenant-cookies", "tenant-cookie.", "csrf-token", "claim.",
        "callback",
    ]

    /// What may follow other names; an empty list allows anything.
    static let variables: [String: [String]] = [
        "proxy": [
            "origin", "authority", "host", "login", "callback", "logout", "home", "health", "session-cookie",
            "client-id", "web-integration-id",
        ],
        "tenant": ["origin", "authority"], "idp": ["issuer", "origin"], "trap": ["origin", "authority"],
        "apps": [], "limits": Target.limitNames, "kept": [],
    ]

    /// The values a substitution may have, the present one first.
    func values(of variable: Template.Variable) async throws -> [String] {
        let scope = variable.scope == "self" ? actor : variable.scope
        if performance.scenario.user(scope) != nil {
            if variable.name.hasPrefix("tenant-") || variable.name == "csrf-token", let problem = hidden(variable) {
                throw problem
            }
            return try await userValues(variable.name, of: scope)
        }
        guard let value = fixedValue(scope, variable.name) else {
            throw hidden(variable) ?? StageProblem(.setup, "\(variable) has no value here")
        }
        return [value]
    }

    /// The number that a quantity stands for here.
    ///
    /// - Throws: `StageProblem` with `.unsupported` where the target declares no such limit.
    func number(_ quantity: Quantity) throws -> Int {
        guard let number = quantity.value(stage.facts.limits) else {
            throw StageProblem(.unsupported, "the target declares no limit \"\(quantity.limit ?? "")\"")
        }
        return number
    }

    /// The problem with what only the other side of the proxy would tell, nil where that side is ours.
    private func hidden(_ variable: Template.Variable) -> StageProblem? {
        guard stage.facts.unseen.contains(.tenant) else { return nil }
        return StageProblem(.unsupported, "not observable here: \(variable)")
    }

    private func fixedValue(_ scope: String, _ name: String) -> String? {
        let facts = stage.facts
        switch scope {
        case "kept": return performance.kept(name)
        case "apps": return facts.apps[name]
        case "limits": return facts.limits[name].map(String.init)
        case "proxy": return proxyValue(name)
        case "tenant", "trap", "idp": return facts.unseen.contains(.tenant) ? nil : partyValue(scope, name)
        default: return nil
        }
    }

    private func partyValue(_ scope: String, _ name: String) -> String {
        let facts = stage.facts
        switch scope {
        case "tenant": return name == "origin" ? "https://\(facts.tenantAuthority)" : facts.tenantAuthority
        case "trap": return name == "origin" ? "https://\(facts.trapAuthority)" : facts.trapAuthority
        default: return name == "origin" ? Self.origin(of: facts.issuer) : facts.issuer
        }
    }

    private func proxyValue(_ name: String) -> String? {
        let facts = stage.facts
        let authority = String(facts.publicOrigin.drop { $0 != "/" }.dropFirst(2))
        switch name {
        case "origin": return facts.publicOrigin
        case "authority": return authority
        case "host": return String(authority.prefix { $0 != ":" })
        case "login": return facts.routes.login
        case "callback": return facts.routes.callback
        case "logout": return facts.routes.logout
        case "home": return facts.routes.home
        case "health": return facts.routes.health
        case "session-cookie": return facts.sessionCookieName
        case "client-id": return facts.clientID
        case "web-integration-id": return facts.webIntegrationID
        default: return nil
        }
    }

    /// `scheme://authority` of a URL.
    static func origin(of url: String) -> String {
        let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? "\(parts[0])//\(parts[2].prefix { $0 != "/" })" : url
    }

    private func userValues(_ name: String, of scope: String) async throws -> [String] {
        let user = performance.scenario.user(scope)
        switch name {
        case "name": return [user?.name ?? scope]
        case "email": return [user?.email ?? ""]
        case "session-cookie":
            let held = try await cookies(of: scope).first { $0.name == stage.facts.sessionCookieName }
            return [try given(held?.value, "<\(scope).session-cookie> has no value: \(scope) holds none")]
        case "cookie-header":
            return [try await cookies(of: scope).map { "\($0.name)=\($0.value)" }.joined(separator: "; ")]
        case "callback":
            return [try given(callback(of: scope), "\(scope) was never sent to the callback route")]
        case let name where name.hasPrefix("claim."):
            let claim = user?.claims.first { $0.key == name.dropFirst("claim.".count) }
            return [try given(claim?.value.scalarText, "<\(scope).\(name)> is not declared")]
        default:
            return try await tenantValues(name, of: user?.name ?? scope)
        }
    }

    private func given(_ value: String?, _ problem: String) throws -> String {
        guard let value else { throw StageProblem(.setup, problem) }
        return value
    }

    private func cookies(of browser: String) async throws -> [StoredCookie] {
        try await stage.browser(browser).cookies()
    }

    /// The last URL on the callback route that the browser asked for or was sent to, by path and query.
    private func callback(of browser: String) -> String? {
        let route = stage.facts.routes.callback
        for exchange in stage.witness(.browser).exchanges.reversed() where exchange.actor == browser {
            let location = exchange.response?.headers.first("Location") ?? ""
            if let start = location.firstRange(of: route + "?")?.lowerBound { return String(location[start...]) }
            if exchange.request.target.hasPrefix(route + "?") { return exchange.request.target }
        }
        return nil
    }

    private func tenantValues(_ name: String, of user: String) async throws -> [String] {
        let sessions = await stage.tenant.sessions().filter { $0.user == user }.reversed()
        let values: [String]
        switch name {
        case "tenant-cookies":
            values = sessions.map { session in
                session.cookies.compactMap { cookie in cookie.value.map { "\(cookie.name)=\($0)" } }
                    .joined(separator: "; ")
            }
        case "csrf-token":
            values = sessions.flatMap(\.csrfTokens)
        default:
            let wanted = name.dropFirst("tenant-cookie.".count)
            values = sessions.flatMap(\.cookies).filter { $0.name == wanted }.flatMap { cookie in
                (cookie.value.map { [$0] } ?? []) + cookie.earlier
            }
        }
        guard !values.isEmpty else {
            throw StageProblem(.setup, "<\(user).\(name)> has no value: \(user) has no tenant session")
        }
        return values
    }
}
