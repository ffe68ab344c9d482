// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// One request as a step writes it.
struct RequestSpec: Sendable {
    static let keys = [
        "target", "method", "headers", "body", "type", "chunked", "mode", "origin", "cookie", "cookies", "without",
        "connection", "leave-after", "leave-after-sending", "filled-to", "within",
    ]

    let place: SourcePlace
    let method: String
    let target: Template
    /// The expectation of this variant alone.
    private(set) var expectation: Expectation?
    private let headers: [FieldTemplate]
    private let body: BodySpec?
    private let type: Template?
    private let isChunked: Bool
    private let mode: BrowserRequest.Mode
    private let origin: Template?
    private let cookie: Template?
    private let cookies: [FieldTemplate]
    private let omitted: Set<String>
    private let connection: BrowserRequest.Connection
    private let leaveAfter: Int?
    private let leaveAfterSending: Int?
    private let filling: FillingSpec?
    private let within: Duration

    /// Reads a target or a map.
    init(_ node: Node, method fixed: String?, further: [String] = []) throws(Diagnostic) {
        guard case .map = node else {
            try self.init(target: node, method: fixed, map: NodeMap(entries: [], place: node.place))
            return
        }
        let keys = Self.keys.filter { fixed == nil || $0 != "method" } + ["expect"] + further
        let map = try node.asMap(keys)
        try self.init(target: try map.required("target"), method: fixed, map: map)
    }

    private init(target: Node, method fixed: String?, map: NodeMap) throws(Diagnostic) {
        place = target.place
        self.target = Template(Escapes.resolve(try target.string()), place: target.place)
        if let fixed { method = fixed } else { method = try map.required("method").string() }
        expectation = try Expectation.optional(map["expect"])
        headers = try FieldTemplate.list(map["headers"])
        if let node = map["body"] { body = try BodySpec(node) } else { body = nil }
        type = try Self.template(map["type"])
        isChunked = try map["chunked"]?.bool() ?? false
        mode = try Self.mode(map["mode"])
        origin = try Self.template(map["origin"])
        cookie = map["cookie"].map { Template($0.scalarText ?? "", place: $0.place) }
        cookies = try FieldTemplate.list(map["cookies"])
        omitted = Set((try map["without"]?.strings() ?? []).map { $0.lowercased() })
        connection = try Self.connection(map["connection"])
        leaveAfter = try map["leave-after"]?.size()
        leaveAfterSending = try map["leave-after-sending"]?.size()
        filling = try map["filled-to"].map(FillingSpec.init)
        within = try map["within"]?.duration() ?? BrowserRequest.patience
    }

    private static func template(_ node: Node?) throws(Diagnostic) -> Template? {
        guard let node else { return nil }
        return Template(try node.string(), place: node.place)
    }

    private static func mode(_ node: Node?) throws(Diagnostic) -> BrowserRequest.Mode {
        guard let node else { return .api }
        let word = try node.word("mode", among: BrowserRequest.Mode.allCases.map(\.rawValue))
        return BrowserRequest.Mode(rawValue: word) ?? .api
    }

    private static func connection(_ node: Node?) throws(Diagnostic) -> BrowserRequest.Connection {
        switch try node?.string() {
        case nil, "shared": .shared
        case "fresh": .fresh
        case .some(let name): .named(name)
        }
    }

    /// The request with all substitutions filled in.
    func request(_ scene: Scene) async throws -> BrowserRequest {
        var list = try await scene.headers(headers)
        if let origin { list.append("Origin", try await scene.text(origin)) }
        let bytes = try await body?.bytes(scene)
        if let body, !list.contains("Content-Type"), !omitted.contains("content-type") {
            let type = if let type { try await scene.text(type) } else { body.mediaType }
            list.append("Content-Type", type)
        }
        var extra: [CookiePair] = []
        for field in cookies {
            extra.append(CookiePair(name: try await scene.text(field.name), value: try await scene.text(field.value)))
        }
        var override: String?
        if let cookie { override = try await scene.text(cookie) } else if omitted.contains("cookie") { override = "" }
        return BrowserRequest(
            method: method, target: try await scene.text(target), headers: list, body: bytes, isChunked: isChunked,
            connection: connection, mode: mode, cookieOverride: override, extraCookies: extra, omitted: omitted,
            leaveAfter: leaveAfter, leaveAfterSending: leaveAfterSending,
            filling: try filling?.filling(scene), within: within)
    }
}
