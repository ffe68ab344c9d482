// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Decides whether a request reaches its endpoint: host, origin, session, CSRF token, in this order.
///
/// Observed: the gateway of the Kubernetes distribution asks for a session before it looks whether a path exists.
enum Gate {
    static func answer(_ call: TenantCall, match: TenantEndpoints.Match) async throws -> TenantAnswer {
        guard HostCheck.isOwn(call) else { return call.refuse(.unknownHost) }
        if let seconds = call.core.rateLimits.secondsLeft(for: call.user, now: call.now) {
            return call.refuse(.rateLimited(seconds: seconds))
        }
        if OriginPolicy.isPreflight(call) { return OriginPolicy.preflight(call) }
        let access = access(of: match, path: call.target.path)
        guard BearerPolicy.admits(call, match: match) else { return call.refuse(.unauthorized) }
        guard access == .open || OriginPolicy.admits(call) else { return call.refuse(.originRefused) }
        if let refusal = refusal(call, access: access) { return refusal }
        switch match {
        case .endpoint(let endpoint, _): return try await endpoint.answer(call)
        case .otherMethods(let allowed, _): return call.refuse(.methodNotAllowed(allow: allowed))
        case .nothing: return call.refuse(.notFound)
        }
    }

    private static func access(of match: TenantEndpoints.Match, path: String) -> EndpointAccess {
        switch match {
        case .endpoint(let endpoint, _): endpoint.access
        case .otherMethods(_, let access): access
        case .nothing: path.hasPrefix("/api/") || path.hasPrefix("/extensions/") ? .api : .open
        }
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
            guard let session = call.verdict.live else { return call.refuse(call.sessionProblem) }
            guard CSRFCheck.isModifying(call.request.method) else { return nil }
            return CSRFCheck.passes(call, session: session) ? nil : call.refuse(.csrf)
        }
    }
}
