// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Decides whether a request reaches its endpoint: host, length, origin, rate, session, CSRF token, in this order.
///
/// Observed: the gateway of the Kubernetes distribution asks for a session before it looks whether a path exists.
enum Gate {
    /// Bytes of host and target together that these paths take.
    static let longestTarget = 2048
    private static let shortTargets = [
        "/login", "/logout", "/api/v1/users", "/api/v1/tenants", "/api/v1/features", "/api/v1/shares",
    ]

    static func answer(_ call: TenantCall, match: TenantEndpoints.Match) async throws -> TenantAnswer {
        guard HostCheck.isOwn(call) else { return call.refuse(.unknownHost) }
        guard !isTooLong(call) else { return call.refuse(.targetTooLong) }
        if let refusal = limitRefusal(call, match) { return refusal }
        if OriginPolicy.isPreflight(call) { return OriginPolicy.preflight(call) }
        if isUnknownOptions(call, match) { return OriginPolicy.options(call) }
        let access = access(of: match, path: call.target.path)
        guard BearerPolicy.admits(call, match: match) else { return call.refuse(.unauthorized) }
        guard access == .open || OriginPolicy.admits(call) else { return call.refuse(.originRefused) }
        if let refusal = refusal(call, access: access) { return refusal }
        switch match {
        case .endpoint(let endpoint, _): return try await endpoint.answer(call)
        case .fixed(let endpoint): return StaticEndpoints.answer(endpoint, call: call)
        case .otherMethods(let allowed, _): return call.refuse(.methodNotAllowed(allow: allowed))
        case .nothing: return call.refuse(.notFound)
        }
    }

    /// Observed: 414 on the paths of sign-in, users, tenants, features and sharing, Kubernetes distribution, 2020.
    private static func isTooLong(_ call: TenantCall) -> Bool {
        let length = call.request.target.utf8.count + (call.request.headers.first("Host") ?? "").utf8.count
        return length > longestTarget && shortTargets.contains { call.target.path.hasPrefix($0) }
    }

    private static func isUnknownOptions(_ call: TenantCall, _ match: TenantEndpoints.Match) -> Bool {
        guard case .nothing = match else { return false }
        return call.request.method == "OPTIONS" && call.target.path.hasPrefix("/api/")
    }

    private static func access(of match: TenantEndpoints.Match, path: String) -> EndpointAccess {
        switch match {
        case .endpoint(let endpoint, _): endpoint.access
        case .fixed(let endpoint): EndpointAccess(endpoint.access)
        case .otherMethods(_, let access): access
        case .nothing: path.hasPrefix("/api/") || path.hasPrefix("/extensions/") ? .api : .open
        }
    }

    /// Where the call's tier is full for its user or for the tenant; what leads nowhere is tier 1.
    private static func limitRefusal(_ call: TenantCall, _ match: TenantEndpoints.Match) -> TenantAnswer? {
        var (tier, code) = (RateTier.one, "HTTP-429")
        if case .endpoint(let endpoint, _) = match { (tier, code) = (endpoint.tier, endpoint.limitCode) }
        guard let seconds = call.core.rateLimits.secondsLeft(for: call, tier: tier) else { return nil }
        return call.refuse(.rateLimited(seconds: seconds, code: code))
    }

    private static func refusal(_ call: TenantCall, access: EndpointAccess) -> TenantAnswer? {
        switch access {
        case .open, .own: return nil
        case .page:
            if call.verdict.live != nil { return nil }
            let place = call.switches.redirectsToAbsoluteLogin ? call.origin : ""
            let target = PercentEncoding.encode(call.request.target)
            return .redirect(to: "\(place)/login?returnto=\(target)")
        case .api:
            guard let session = call.verdict.live else {
                return call.isKeyHolder ? nil : call.refuse(call.sessionProblem)
            }
            guard CSRFCheck.isModifying(call.request.method) else { return nil }
            return CSRFCheck.passes(call, session: session) ? nil : call.refuse(.csrf)
        }
    }
}
