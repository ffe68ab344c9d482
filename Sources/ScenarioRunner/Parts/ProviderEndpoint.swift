// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// The endpoints of the mock identity provider by the words of the language.
enum ProviderEndpoint {
    /// Paths behind the issuer's name, which is the first segment.
    static let paths = [
        "authorize": "/*/authorize", "token": "/*/oauth/token", "keys": "/*/.well-known/jwks.json",
        "userinfo": "/*/userinfo", "discovery": "/*/.well-known/openid-configuration", "logout": "/*/oidc/logout",
    ]

    /// The path patterns of a word; anything that begins with a slash or star stands for itself.
    static func patterns(_ node: Node) throws(Diagnostic) -> [String] {
        let word = try node.string()
        if word.hasPrefix("/") || word.hasPrefix("*") { return [word] }
        _ = try node.word("endpoint", among: paths.keys.sorted())
        if word == "logout" { return ["/*/oidc/logout", "/*/v2/logout"] }
        return [paths[word] ?? word]
    }

    /// The object with `at` replaced by each of its path patterns.
    static func spread(_ node: Node) throws(Diagnostic) -> [Node] {
        var spread: [Node] = []
        for member in node.oneOrMore {
            guard case .map(let entries, let place) = member,
                let index = entries.firstIndex(where: { $0.key == "at" })
            else {
                spread.append(member)
                continue
            }
            for pattern in try patterns(entries[index].value) {
                var copy = entries
                copy[index] = Node.Entry(
                    key: "at", keyPlace: entries[index].keyPlace,
                    value: .scalar(pattern, isQuoted: true, place: entries[index].value.place))
                spread.append(.map(copy, place: place))
            }
        }
        return spread
    }
}
