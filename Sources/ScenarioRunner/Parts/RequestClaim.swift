// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// What a double must have received: which requests, how many, and what each must be like.
struct RequestClaim: Sendable {
    static let selectors = ["at", "method", "of", "since", "times", "within"]
    static let conditions = [
        "target", "with-exactly", "cookies", "headers", "query", "form", "body", "facts", "order", "distinct",
    ]

    /// Which exchanges are considered at all, besides the selectors.
    enum Scope: Sendable {
        case all
        case plain
        case upgrades
    }

    private let side: Side
    private let scope: Scope
    private let paths: [Template]
    private let method: String?
    private let user: Template?
    private let since: String?
    private let times: CountPattern?
    private let within: Duration
    private let target: TextPattern?
    private let exactCookies: CookieSetPattern?
    private let named: [(kind: String, patterns: [NamedPattern])]
    private let body: BodyPattern?
    private let order: [String]
    private let distinct: [String]

    init(_ object: Node, side: Side, scope: Scope, paths standard: [String] = []) throws(Diagnostic) {
        let map = try object.asMap(Self.selectors + Self.conditions)
        self.side = side
        self.scope = scope
        paths = try Self.paths(map["at"], side: side, standard: standard, place: object.place)
        method = try map["method"]?.string()
        user = try UserName.read(object, key: "of")
        since = try map["since"]?.string()
        times = try CountPattern.optional(map["times"])
        within = try map["within"]?.duration() ?? Scene.patience
        if let node = map["target"] { target = try TextPattern(node) } else { target = nil }
        if let node = map["with-exactly"] { exactCookies = try CookieSetPattern(node) } else { exactCookies = nil }
        if let node = map["body"] { body = try BodyPattern(node) } else { body = nil }
        var named: [(String, [NamedPattern])] = []
        for kind in ["headers", "cookies", "query", "form", "facts"] {
            if map[kind] != nil { named.append((kind, try NamedPattern.list(map[kind]))) }
        }
        self.named = named
        order = try map["order"]?.strings() ?? []
        distinct = try map["distinct"]?.strings() ?? []
    }

    private static func paths(
        _ node: Node?, side: Side, standard: [String], place: SourcePlace
    ) throws(Diagnostic) -> [Template] {
        guard let node else { return standard.map { Template($0, place: place) } }
        var patterns: [String] = []
        for member in node.oneOrMore {
            patterns += side == .identityProvider ? try ProviderEndpoint.patterns(member) : [try member.string()]
        }
        return patterns.map { Template($0, place: node.place) }
    }

    /// Waits until the claim holds.
    func play(_ scene: Scene) async throws {
        let mark = try since.map { name in
            guard let mark = scene.performance.mark(named: name) else {
                throw StageProblem(.setup, "no step has marked \"\(name)\"")
            }
            return mark
        }
        var globs: [String] = []
        for path in paths { globs.append(try await scene.text(path)) }
        let user = try await user.asyncText(scene)
        try await scene.eventually(on: side, within: within) { exchanges in
            let selected = exchanges.filter { exchange in
                exchange.id >= mark?.firstID[side] ?? 0 && isSelected(exchange, globs, user, scene)
            }
            return try await look(selected, scene)
        }
    }

    private func isSelected(_ exchange: WitnessedExchange, _ globs: [String], _ user: String?, _ scene: Scene) -> Bool {
        let isUpgrade = exchange.request.headers.hasToken("Upgrade", "websocket")
        if scope == .plain, isUpgrade { return false }
        if scope == .upgrades, !isUpgrade { return false }
        if let method, exchange.request.method != method { return false }
        if let user, !scene.performance.isActor(exchange.actor, user) { return false }
        let path = exchange.request.path
        return globs.isEmpty || globs.contains { Glob($0).matches(path) }
    }

    /// Judges the selected exchanges: with `times`, exactly so many must meet the conditions; else all.
    private func look(_ selected: [WitnessedExchange], _ scene: Scene) async throws -> Sighting {
        var fitting = 0
        var misfits: [(exchange: WitnessedExchange, mismatches: [Mismatch])] = []
        for exchange in selected {
            let mismatches = try await mismatches(exchange, scene)
            if mismatches.isEmpty { fitting += 1 } else { misfits.append((exchange, mismatches)) }
        }
        if let times { return count(fitting, times, selected, misfits) }
        if let worst = misfits.first {
            return Sighting(mismatches: worst.mismatches, exchanges: misfits.map(\.exchange), isFinal: true)
        }
        guard !selected.isEmpty else {
            return Sighting(mismatches: [Mismatch(expected: "a request\(whichInWords)", seen: "none")])
        }
        return distinctness(selected)
    }

    private func count(
        _ fitting: Int, _ times: CountPattern, _ selected: [WitnessedExchange],
        _ misfits: [(exchange: WitnessedExchange, mismatches: [Mismatch])]
    ) -> Sighting {
        if times.range.contains(fitting) { return distinctness(selected) }
        // Where several are not what is looked for, the one that comes nearest tells most.
        let nearest = misfits.min { Mismatch.isNearer($0.mismatches, $1.mismatches) }
        let first = nearest?.mismatches.first
        let seen = "\(fitting) of \(selected.count)" + (first.map { "; another one had \($0.seen)" } ?? "")
        let wanted = first.map { " with \($0.expected)" } ?? ""
        return Sighting(
            mismatches: [Mismatch(expected: "\(times.inWords) requests\(whichInWords)\(wanted)", seen: seen)],
            exchanges: nearest.map { [$0.exchange] } ?? selected,
            isFinal: fitting > times.range.upperBound, areToBlame: nearest != nil)
    }

    private var whichInWords: String {
        let path = paths.isEmpty ? "" : " at \(paths.map(\.source).joined(separator: " or "))"
        return (method.map { " with \($0)" } ?? "") + path + (user.map { " of \($0.source)" } ?? "")
    }

    private func mismatches(_ exchange: WitnessedExchange, _ scene: Scene) async throws -> [Mismatch] {
        var mismatches: [Mismatch] = []
        let request = exchange.request
        if let target, try await !target.matches([request.target], scene) {
            mismatches.append(.init(expected: "target \(target.inWords)", seen: "target \"\(request.target)\""))
        }
        if let exactCookies, let problem = try await exactCookies.mismatch(request.headers, scene) {
            mismatches.append(problem)
        }
        for (kind, patterns) in named {
            let what =
                ["headers": "header", "cookies": "cookie", "query": "query item", "form": "form item"][kind] ?? "fact"
            mismatches += try await NamedPattern.mismatches(patterns, what: what, scene) {
                Self.values(kind, $0, exchange)
            }
        }
        if let body {
            let sent = scene.performance.exchanges(.browser).last { $0.request.target == request.target }
            if let problem = try await body.mismatch(request.body, other: sent?.request.body, scene) {
                mismatches.append(problem)
            }
        }
        let wanted = order.map { $0.lowercased() }
        let seen = request.headers.map { $0.name.lowercased() }.filter { wanted.contains($0) }
        if seen != wanted {
            mismatches.append(.init(expected: "headers in the order \(wanted)", seen: "\(seen)"))
        }
        return mismatches
    }

    /// Everything of a name in one part of a request.
    private static func values(_ kind: String, _ name: String, _ exchange: WitnessedExchange) -> [String] {
        let request = exchange.request
        switch kind {
        case "headers": return request.headers.all(name)
        case "cookies": return request.headers.all("Cookie").flatMap { CookieHeader.parse($0).all(name) }
        case "query": return RequestTarget(request.target).queryItems.filter { $0.name == name }.map(\.value)
        case "form": return PercentEncoding.parseForm(request.body.text).filter { $0.0 == name }.map(\.1)
        default: return exchange.facts[name].map { [$0] } ?? []
        }
    }

    /// No value of the `distinct` names may come twice, or be missing.
    private func distinctness(_ selected: [WitnessedExchange]) -> Sighting {
        for name in distinct {
            let values = selected.map { exchange in
                ["facts", "query", "form"].lazy.flatMap { Self.values($0, name, exchange) }.first ?? ""
            }
            if Set(values).count == values.count, !values.contains("") { continue }
            let seen = values.map { $0.isEmpty ? "none" : $0 }.joined(separator: ", ")
            return Sighting(
                mismatches: [Mismatch(expected: "a new \(name) each time", seen: seen)], exchanges: selected,
                isFinal: true)
        }
        return .fulfilled
    }
}

extension Template? {
    /// The text with its substitutions filled in, nil if there is no template.
    func asyncText(_ scene: Scene) async throws -> String? {
        guard let self else { return nil }
        return try await scene.text(self)
    }
}
