// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The content security policy of the tenant's pages.
///
/// - Source: qlik.dev, "Content security policy": `frame-ancestors 'self'` unless an entry allows more.
enum PagePolicy {
    private static let base: [(directive: String, sources: String)] = [
        ("default-src", "'self' https://cdn.qlikcloud.com"),
        ("connect-src", "'self' wss: https://cdn.qlikcloud.com"),
        ("script-src", "'self' 'unsafe-inline' https://cdn.qlikcloud.com"),
        ("style-src", "'self' 'unsafe-inline'"),
        ("frame-ancestors", "'self'"),
    ]

    static func header(_ origins: [TenantContentOrigin]) -> String {
        var policy = base
        for entry in origins {
            for (property, directive) in TenantContentOrigin.directives where entry.allows.contains(property) {
                if let index = policy.firstIndex(where: { $0.directive == directive }) {
                    policy[index].sources += " \(entry.origin)"
                } else {
                    policy.append((directive, "'self' \(entry.origin)"))
                }
            }
        }
        return policy.map { "\($0.directive) \($0.sources)" }.joined(separator: "; ")
    }
}
