// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport

/// Writes `Set-Cookie` values as literal bytes, never through a cookie type that a reader might share.
struct SetCookieLines: Sendable {
    let switches: TenantSwitches
    let now: Int64
    /// The tenant's own name, for cookies that are to carry a `Domain`.
    let domain: String

    /// A session cookie with the attributes that the switch asks for.
    func session(_ name: String, _ value: String) -> String {
        switch switches.cookieAttributes {
        case .expected: "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=None"
        case .lowercase: "\(name)=\(value);path=/;secure;httponly;samesite=none"
        case .expiring: "\(name)=\(value); Path=/; Expires=\(date(after: 86_400)); Secure; HttpOnly; SameSite=None"
        case .domain: "\(name)=\(value); Path=/; Domain=\(domain); Secure; HttpOnly; SameSite=None"
        case .none: "\(name)=\(value)"
        }
    }

    /// `_csrfToken` is the same without `HttpOnly`, so that page script can read it.
    func csrf(_ name: String, _ value: String) -> String {
        switch switches.cookieAttributes {
        case .expected: "\(name)=\(value); Path=/; Secure; SameSite=None"
        case .lowercase: "\(name)=\(value);path=/;secure;samesite=none"
        case .expiring: "\(name)=\(value); Path=/; Expires=\(date(after: 86_400)); Secure; SameSite=None"
        case .domain: "\(name)=\(value); Path=/; Domain=\(domain); Secure; SameSite=None"
        case .none: "\(name)=\(value)"
        }
    }

    /// The load balancer's two, both with a comma in `Expires`.
    func loadBalancer(_ value: String) -> [String] {
        let expires = date(after: LoadBalancerCookie.lifetimeSeconds)
        return [
            "\(CookieNames.loadBalancer)=\(value); Expires=\(expires); Path=/",
            "\(CookieNames.loadBalancerCORS)=\(value); Expires=\(expires); Path=/; SameSite=None; Secure",
        ]
    }

    func line(_ name: String, _ value: String) -> String {
        name.hasPrefix(CookieNames.csrf) ? csrf(name, value) : session(name, value)
    }

    /// Takes a cookie back, as logout does.
    func removal(_ name: String) -> String {
        "\(name)=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Secure; HttpOnly; SameSite=None"
    }

    private func date(after seconds: Int64) -> String {
        TenantDate.httpDate(second: now / 1000 + seconds)
    }
}
