// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Reads a target file of `Fixtures/Targets`.
public enum TargetParser {
    static let keys = [
        "target", "start", "routes", "session-cookie", "public-origin", "features", "lifetimes", "limits", "store",
        "logs", "sequential", "tls", "bystander",
    ]
    static let startKeys = ["command", "environment", "ready", "patience"]
    static let routeKeys = [
        "login", "callback", "logout", "logout-method", "home", "health", "backchannel-logout", "return-parameter",
    ]
    static let lifetimeKeys = ["idle", "absolute", "settable"] + TargetLifetimes.furtherNames

    /// The target in `text`.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its path, for diagnostics.
    ///   - fill: puts something else for each value, in place of words between angle brackets.
    /// - Returns: the target.
    /// - Throws: the first `Diagnostic`.
    public static func parse(
        _ text: String, file: String,
        filling fill: (String, SourcePlace) throws(Diagnostic) -> String = { text, _ throws(Diagnostic) in text }
    ) throws(Diagnostic) -> Target {
        let map = try YAMLReader.read(text, file: file).mapped(fill).asMap(keys)
        let limits = try map["limits"]?.asMap(Target.limitNames + ["settable"])
        var sizes: [String: Int] = [:]
        for entry in limits?.entries ?? [] where entry.key != "settable" { sizes[entry.key] = try entry.value.size() }
        return Target(
            name: try map.required("target").string(), start: try start(map.required("start")),
            routes: try routes(map["routes"]), sessionCookie: try map["session-cookie"]?.string() ?? "__Host-session",
            publicOrigin: try map["public-origin"]?.string(),
            features: Set(try map["features"]?.strings() ?? []), lifetimes: try lifetimes(map["lifetimes"]),
            limits: sizes, areLimitsSettable: try limits?["settable"]?.bool() ?? false,
            store: try word(map["store"], ["sqlite", "redis", "memory", "unknown"]),
            logs: try word(map["logs"], ["standard-error", "standard-output", "unknown"]),
            isSequential: try map["sequential"]?.bool() ?? (map["start"]?.isDeployment ?? false),
            isPlain: try map["tls"]?.word("word", among: ["proxy", "in-front"]) == "in-front",
            hasBystander: try map["bystander"]?.bool() ?? true)
    }

    private static func word(_ node: Node?, _ known: [String]) throws(Diagnostic) -> String {
        try node?.word("word", among: known) ?? "unknown"
    }

    private static func start(_ node: Node) throws(Diagnostic) -> Target.Start {
        if node.scalarText != nil {
            _ = try node.word("start", among: ["in-process"])
            return .inProcess
        }
        if node.isDeployment { return .deployment(try deployment(node.asMap(deploymentKeys))) }
        let map = try node.asMap(startKeys)
        return .command(
            TargetCommand(
                arguments: try map.required("command").strings(), environment: try texts(map["environment"]),
                ready: try map["ready"]?.string(), patience: try map["patience"]?.duration() ?? .seconds(30)))
    }

    private static func routes(_ node: Node?) throws(Diagnostic) -> TargetRoutes {
        let standard = TargetRoutes()
        guard let node else { return standard }
        let map = try node.asMap(routeKeys)
        return TargetRoutes(
            login: try map["login"]?.string() ?? standard.login,
            callback: try map["callback"]?.string() ?? standard.callback,
            logout: try map["logout"]?.string() ?? standard.logout,
            logoutMethod: try map["logout-method"]?.word("method", among: ["GET", "POST"]) ?? standard.logoutMethod,
            home: try map["home"]?.string() ?? standard.home,
            health: try map["health"]?.string() ?? standard.health,
            backChannelLogout: try map["backchannel-logout"]?.string() ?? standard.backChannelLogout,
            returnParameter: try map["return-parameter"]?.string() ?? standard.returnParameter)
    }

    private static func lifetimes(_ node: Node?) throws(Diagnostic) -> TargetLifetimes {
        guard let node else { return TargetLifetimes() }
        let map = try node.asMap(lifetimeKeys)
        var further: [String: Duration] = [:]
        for name in TargetLifetimes.furtherNames { further[name] = try map[name]?.duration() }
        return TargetLifetimes(
            idle: try map["idle"]?.duration(), absolute: try map["absolute"]?.duration(), further: further,
            isSettable: try map["settable"]?.bool() ?? false)
    }
}

extension Node {
    /// Whether the `start:` of a target names a URL.
    fileprivate var isDeployment: Bool {
        guard case .map(let entries, _) = self else { return false }
        return entries.contains { $0.key == "url" }
    }
}
