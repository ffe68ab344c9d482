// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The secrets that neither double mints: those of the configuration, and the proxy's own session cookies.
enum StageCanaries {
    /// Who owns what belongs to no user.
    static let nobody = "proxy"

    static func configured(_ environment: [String: String], privateKey: String) -> [Canary] {
        var canaries: [Canary] = []
        if let secret = environment["clientSecret"] {
            canaries.append(Canary(kind: .clientSecret, owner: nobody, name: "client-secret", value: secret))
        }
        if let secret = environment["sessionSecret"] {
            canaries.append(Canary(kind: .sessionSecret, owner: nobody, name: "session-secret", value: secret))
        }
        if let line = middleLine(of: privateKey) {
            canaries.append(Canary(kind: .privateKey, owner: nobody, name: "private-key", value: line))
        }
        return canaries
    }

    /// Every value of the session cookie that a browser was given.
    static func browserSessions(in witness: Witness, cookie: String) -> [Canary] {
        var seen: Set<String> = []
        var canaries: [Canary] = []
        for exchange in witness.exchanges {
            guard let owner = exchange.actor, let response = exchange.response else { continue }
            for line in response.headers.all("Set-Cookie").compactMap({ SetCookieHeader.parse($0) })
            where line.name == cookie && !line.value.isEmpty && seen.insert(line.value).inserted {
                canaries.append(
                    Canary(kind: .browserSession, owner: owner, name: "\(owner).\(cookie)", value: line.value))
            }
        }
        return canaries
    }

    /// One whole line of the key's base64: enough to know the key by, and short enough to be found in any wrapping.
    private static func middleLine(of pem: String) -> String? {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return lines.isEmpty ? nil : String(lines[lines.count / 2])
    }
}
