// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// The stickiness cookie of the load balancer: base64 with `/`, `+` and `=` in it, new on every answer.
///
/// The first 32 characters stay the same for a session, so that the witness can tell whose it is.
/// - Source: AWS, "Sticky sessions for your Application Load Balancer" (7 days, renewed on each response).
enum LoadBalancerCookie {
    static let lifetimeSeconds: Int64 = 7 * 86_400

    /// Draws until the text holds both characters that a careless parser changes.
    static func newPrefix(_ random: RandomSource) -> String {
        while true {
            let text = Base64.encode(random.bytes(24), urlSafe: false, padded: true)
            if text.contains("/"), text.contains("+") { return text }
        }
    }

    static func isName(_ name: String) -> Bool {
        name == CookieNames.loadBalancer || name == CookieNames.loadBalancerCORS
    }

    /// Says whether a cookie is one of the two and leads to the session with this prefix.
    static func isSticky(_ pair: (name: String, value: String), with prefix: String?) -> Bool {
        guard let prefix, isName(pair.name) else { return false }
        return pair.value.utf8.starts(with: prefix.utf8)
    }

    static func prefix(of value: String) -> String {
        String(Substring(value.utf8.prefix(32)))
    }

    static func value(prefix: String, random: RandomSource) -> String {
        prefix + Base64.encode(random.bytes(71), urlSafe: false, padded: true)
    }
}
