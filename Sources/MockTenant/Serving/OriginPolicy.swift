// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Which origins may call, and what they are told.
///
/// - Source: help.qlik.com, "Managing web integrations": origins are exact, scheme, host and port.
enum OriginPolicy {
    /// Without `Origin` everybody may; with one, the tenant's own and those of the named web integration.
    static func admits(_ call: TenantCall) -> Bool {
        guard call.switches.checksOrigin, let origin = call.request.headers.first("Origin") else { return true }
        if origin == ownOrigin(call) { return true }
        let admitted = integrationOrigins(call).contains(origin)
        call.note("origin", admitted ? "listed" : "refused")
        return admitted
    }

    static func isPreflight(_ call: TenantCall) -> Bool {
        call.request.method == "OPTIONS" && call.request.headers.contains("Origin")
            && call.request.headers.contains("Access-Control-Request-Method")
    }

    /// Preflights carry no header that names a web integration, so any listed origin will do.
    static func preflight(_ call: TenantCall) -> TenantAnswer {
        let origin = call.request.headers.first("Origin") ?? ""
        let listed = call.core.webIntegrations.all.contains { $0.origins.contains(origin) }
        guard listed || origin == ownOrigin(call) || !call.switches.checksOrigin else {
            return TenantAnswer(status: 204)
        }
        return options(call)
    }

    /// What an origin may do at a path.
    ///
    /// Observed: an unknown path below `/api/` tells the same, as `text/plain`; Kubernetes distribution, 2020.
    static func options(_ call: TenantCall) -> TenantAnswer {
        let rules = CrossOriginRules(path: call.target.path)
        var answer = TenantAnswer(status: 204, headers: ["Content-Type": "text/plain"])
        if let origin = call.request.headers.first("Origin") {
            answer.headers.append("Access-Control-Allow-Origin", origin)
            answer.headers.append("Access-Control-Allow-Credentials", "true")
        }
        answer.headers.append("Access-Control-Allow-Methods", rules.methods)
        answer.headers.append("Access-Control-Allow-Headers", rules.requestHeaders)
        answer.headers.append("Access-Control-Max-Age", "1728000")
        answer.headers.append("Vary", "Origin")
        for field in rules.extra { answer.headers.append(field.name, field.value) }
        return answer
    }

    /// What a page of another origin needs to read the answer.
    ///
    /// Observed: below `/login` and `/logout` any origin is named, Kubernetes distribution, 2020.
    static func describe(_ call: TenantCall, on answer: inout TenantAnswer) {
        guard let origin = call.request.headers.first("Origin"), origin != ownOrigin(call),
            !answer.headers.contains("Access-Control-Allow-Origin")
        else { return }
        let isAdmitted = admits(call)
        guard isAdmitted || ["/login", "/logout"].contains(where: call.target.path.hasPrefix) else { return }
        answer.headers.append("Access-Control-Allow-Origin", origin)
        answer.headers.append("Vary", "Origin")
        guard isAdmitted else { return }
        answer.headers.append("Access-Control-Allow-Credentials", "true")
        answer.headers.append("Access-Control-Expose-Headers", CrossOriginRules(path: call.target.path).exposed)
    }

    private static func ownOrigin(_ call: TenantCall) -> String {
        "\(call.core.scheme)://\(call.request.headers.first("Host") ?? "")"
    }

    private static func integrationOrigins(_ call: TenantCall) -> [String] {
        let fromQuery = call.query(HeaderNames.webIntegration)
        let headerCounts = !call.isUpgrade || call.switches.acceptsWebIntegrationHeaderOnSockets
        let fromHeader = headerCounts ? call.request.headers.first(HeaderNames.webIntegration) : nil
        guard let id = fromHeader ?? fromQuery else { return [] }
        let origins = call.core.webIntegrations[id]?.origins
        call.note("web-integration", origins == nil ? "unknown" : "known")
        return origins ?? []
    }
}
