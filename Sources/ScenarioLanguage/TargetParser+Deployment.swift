// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension TargetParser {
    static let deploymentKeys = ["url", "trust", "doubles", "accounts", "form"]

    /// The `start:` of a proxy that runs already.
    static func deployment(_ map: NodeMap) throws(Diagnostic) -> TargetDeployment {
        var accounts: [String: TargetAccount] = [:]
        for entry in try map["accounts"]?.asMap().entries ?? [] { accounts[entry.key] = try account(entry.value) }
        return TargetDeployment(
            url: try origin(map.required("url")), trust: try map["trust"]?.string(),
            doubles: try map["doubles"].map { node throws(Diagnostic) in try doubles(node) }, accounts: accounts,
            form: try form(map["form"]))
    }

    private static func doubles(_ node: Node) throws(Diagnostic) -> TargetDoubles {
        let map = try node.asMap([
            "tenant", "identity-provider", "listen", "certificate", "key", "public-key", "registration",
        ])
        let names = try map.required("registration").asMap(TargetDoubles.registrationNames)
        var registration: [String: String] = [:]
        for name in TargetDoubles.registrationNames { registration[name] = try names.required(name).string() }
        return TargetDoubles(
            tenant: try origin(map.required("tenant")),
            identityProvider: try origin(map.required("identity-provider")),
            listen: try map["listen"]?.string() ?? "127.0.0.1",
            certificate: try map.required("certificate").string(), key: try map.required("key").string(),
            publicKey: try map.required("public-key").string(), registration: registration)
    }

    private static func account(_ node: Node) throws(Diagnostic) -> TargetAccount {
        let map = try node.asMap(["email", "username", "password", "cookies", "headers"])
        return TargetAccount(
            email: try map["email"]?.string(), username: try map["username"]?.string(),
            password: try map["password"]?.string(), cookies: try texts(map["cookies"]),
            headers: try texts(map["headers"]))
    }

    private static func form(_ node: Node?) throws(Diagnostic) -> TargetForm {
        guard let map = try node?.asMap(["username", "password"]) else { return TargetForm() }
        let standard = TargetForm()
        return TargetForm(
            username: try map["username"]?.string() ?? standard.username,
            password: try map["password"]?.string() ?? standard.password)
    }

    static func texts(_ node: Node?) throws(Diagnostic) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in try node?.asMap().entries ?? [] {
            texts[entry.key] = entry.value.isNothing ? "" : try entry.value.string()
        }
        return texts
    }

    /// Scheme and authority, nothing after them: cookies and sockets go to the whole host.
    private static func origin(_ node: Node) throws(Diagnostic) -> String {
        let text = try node.string()
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "https:", parts[1].isEmpty, !parts[2].isEmpty else {
            throw Diagnostic(node.place, "expected an origin such as https://host:8443, found \"\(text)\"")
        }
        return text
    }
}
