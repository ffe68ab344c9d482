// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// Adds what every answer of the tenant has: caching rules, security headers, CORS and cookies.
enum AnswerHeaders {
    static func complete(_ answer: TenantAnswer, call: TenantCall) -> TenantAnswer {
        var answer = answer
        OriginPolicy.describe(call, on: &answer)
        if answer.status != 101 { general(call, on: &answer) }
        cookies(call, on: &answer)
        if let name = call.switches.traceHeader { answer.headers.append(name, call.traceID) }
        return answer
    }

    /// - Source: response headers of the gateway, Kubernetes distribution, 2020.
    private static func general(_ call: TenantCall, on answer: inout TenantAnswer) {
        answer.headers.append("Strict-Transport-Security", "max-age=15724800; includeSubDomains")
        let path = call.target.path
        if path.hasPrefix("/sense/") || path.hasPrefix("/single/") || path.hasPrefix("/resources/") {
            answer.headers.append("X-Content-Type-Options", "nosniff")
            return
        }
        if !answer.headers.contains("Cache-Control") {
            answer.headers.append("Cache-Control", "no-store")
            answer.headers.append("Pragma", "no-cache")
        }
    }

    private static func cookies(_ call: TenantCall, on answer: inout TenantAnswer) {
        let writer = call.setCookies
        var lines = answer.headers.all("Set-Cookie")
        let hasLoadBalancer = lines.contains { $0.hasPrefix("\(CookieNames.loadBalancer)=") }
        answer.headers.removeAll("Set-Cookie")
        if let session = call.verdict.live {
            let fresh = call.core.sessions.announcements(for: session.key, switches: call.switches, now: call.now)
            lines += fresh.map { writer.line($0.name, $0.value) }
        }
        if call.switches.sendsLoadBalancerCookies, !hasLoadBalancer {
            let prefix = call.verdict.live?.loadBalancerPrefix ?? call.core.anonymousPrefix
            lines += writer.loadBalancer(LoadBalancerCookie.value(prefix: prefix, random: call.core.noise))
        }
        lines = CookieOrder.arrange(lines, core: call.core, as: call.switches.cookieOrder)
        lines += call.core.extraCookies.take(for: call.user)
        for line in lines { answer.headers.append(name(call), line) }
    }

    private static func name(_ call: TenantCall) -> String {
        guard call.switches.variesHeaderCase else { return "Set-Cookie" }
        return ["Set-Cookie", "set-cookie", "SET-COOKIE"][Int(call.core.noise.bytes(1)[0]) % 3]
    }
}
