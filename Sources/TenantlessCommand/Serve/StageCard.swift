// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner

/// What a person needs to know of a stage that is being served.
struct StageCard {
    let facts: StageFacts
    let trustFile: String
    let jars: [(user: String, file: String)]
    /// The lines of the control port, if one is open.
    let control: [String]

    /// The card: addresses, users, the authority to trust, and commands to copy.
    var text: String {
        var lines = [
            "proxy              \(facts.publicOrigin)",
            "tenant             https://\(facts.tenantAuthority)",
            "identity provider  \(facts.issuer)",
            "users              \(jars.map(\.user).joined(separator: ", ")) (no passwords)",
            "CA file            \(trustFile)",
        ]
        lines += control
        lines += [
            "",
            "In a browser that trusts the CA file:  \(facts.publicOrigin)\(facts.routes.login)",
            "",
            "With curl, signed in as \(jars.first?.user ?? "nobody"):",
        ]
        if let jar = jars.first { lines += commands(jar: jar.file).map { "  " + $0 } }
        lines += [
            "", "Signed out:", "  \(curl) \(facts.publicOrigin)/api/v1/users/me", "", "Interrupt with control C.", "",
        ]
        return lines.joined(separator: "\n")
    }

    private var curl: String { "curl --silent --show-error --cacert \(trustFile)" }

    private func commands(jar: String) -> [String] {
        let cookies = "--cookie \(jar) --cookie-jar \(jar)"
        return [
            "\(curl) \(cookies) --location --output /dev/null --write-out '%{http_code} %{url_effective}\\n' "
                + "\(facts.publicOrigin)\(facts.routes.login)",
            "\(curl) \(cookies) \(facts.publicOrigin)/api/v1/users/me",
        ]
    }
}
