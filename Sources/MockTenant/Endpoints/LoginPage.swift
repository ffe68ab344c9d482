// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /login`: leads to the interactive sign-in, which is not the tenant's.
///
/// - Source: qlik.dev, "Login": 302, or 401 `LOGIN-8` and `LOGIN-10` for a return address that is not allowed.
enum LoginPage: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/login"
    static let access = EndpointAccess.open
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        if let target = call.query("returnto"), let problem = problem(with: target, call: call) {
            return call.refuse(problem)
        }
        return .redirect(to: call.switches.signInLocation)
    }

    private static func problem(with target: String, call: TenantCall) -> TenantProblem? {
        if target.hasPrefix("/"), !target.hasPrefix("//"), !target.hasPrefix("/\\") { return nil }
        guard let origin = Self.origin(of: target) else { return .illegalReturn }
        if origin == call.origin { return nil }
        guard let id = call.webIntegrationID else { return .illegalReturn }
        let origins = call.core.webIntegrations[id]?.origins ?? []
        return origins.contains(origin) ? nil : .returnNotListed
    }

    /// Scheme and authority of an absolute URL.
    private static func origin(of url: String) -> String? {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
            guard !authority.isEmpty, !authority.contains("@") else { return nil }
            return scheme + authority
        }
        return nil
    }
}
