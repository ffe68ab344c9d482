// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import Wire

/// A scripted answer of a double as a step writes it.
struct AnswerSpec: Sendable {
    /// Keys that choose the requests.
    static let selectors = ["at", "method", "of", "nth", "times", "delay"]
    /// Keys that say what happens; `status`, `headers`, `body` and `type` go together.
    static let actions = [
        "status", "headers", "body", "type", "add-headers", "raw", "silence", "reset", "close", "truncate", "dribble",
        "refuse-upgrade", "wrong-accept-key", "defect",
    ]
    private static let response = ["status", "headers", "body", "type"]

    private enum Act: Sendable {
        case respond(Response)
        case refuse(Response)
        case raw(BodySpec)
        case addHeaders([FieldTemplate])
        case fixed(ScriptedAnswer.Action)
    }

    private struct Response: Sendable {
        let status: Int
        let headers: [FieldTemplate]
        let body: BodySpec?
        let type: String?

        init(_ map: NodeMap) throws(Diagnostic) {
            status = try map["status"]?.integer() ?? 200
            headers = try FieldTemplate.list(map["headers"])
            if let node = map["body"] { body = try BodySpec(node) } else { body = nil }
            type = try map["type"]?.string()
        }

        func fields(_ scene: Scene) async throws -> HeaderList {
            var list = try await scene.headers(headers)
            if let body, !list.contains("Content-Type") { list.append("Content-Type", type ?? body.mediaType) }
            return list
        }
    }

    private let method: String?
    private let path: Template?
    private let user: Template?
    private let nth: Int?
    private let times: Int?
    private let delay: Duration?
    private let act: Act

    init(_ map: NodeMap) throws(Diagnostic) {
        method = try map["method"]?.string()
        if let at = map["at"] { path = Template(try at.string(), place: at.place) } else { path = nil }
        if let of = map["of"] { user = Template(try of.string(), place: of.place) } else { user = nil }
        nth = try map["nth"]?.count()
        times = try map["times"]?.count()
        delay = try map["delay"]?.duration()
        act = try Self.act(map)
    }

    private static func act(_ map: NodeMap) throws(Diagnostic) -> Act {
        let others = actions.filter { !response.contains($0) }
        guard let entry = try map.one(among: others) else {
            let isAnswer = !map.given(among: response).isEmpty
            if isAnswer { return .respond(try Response(map)) }
            guard map["delay"] != nil else {
                throw Diagnostic(map.place, "the step says nothing that the double should do")
            }
            return .fixed(.proceed)
        }
        if let extra = map.given(among: response).first {
            throw Diagnostic(extra.keyPlace, "\"\(extra.key)\" and \"\(entry.key)\" exclude each other")
        }
        switch entry.key {
        case "add-headers": return .addHeaders(try FieldTemplate.list(entry.value))
        case "raw": return .raw(try BodySpec(entry.value))
        case "refuse-upgrade": return .refuse(try Response(try entry.value.asMap(response)))
        case "truncate": return .fixed(.truncate(afterBodyBytes: try entry.value.size()))
        case "dribble":
            let pace = try entry.value.asMap(["by", "every"])
            return .fixed(
                .dribble(
                    pieceBytes: try pace.required("by").size(), pause: try pace.required("every").duration()))
        case "defect": return .fixed(.defect(try entry.value.string()))
        default: return .fixed(try flag(entry))
        }
    }

    private static func flag(_ entry: Node.Entry) throws(Diagnostic) -> ScriptedAnswer.Action {
        guard try entry.value.bool() else { throw Diagnostic(entry.value.place, "leave the key out instead") }
        switch entry.key {
        case "silence": return .silence
        case "reset": return .reset
        case "close": return .close
        default: return .wrongAcceptKey
        }
    }

    /// The value that the double's script takes.
    func scripted(_ scene: Scene) async throws -> ScriptedAnswer {
        var path: String?
        if let template = self.path { path = try await scene.text(template) }
        var user: String?
        if let template = self.user { user = try await scene.text(template) }
        return ScriptedAnswer(
            method: method, path: path, user: user, nth: nth, times: times, delay: delay,
            action: try await action(scene))
    }

    private func action(_ scene: Scene) async throws -> ScriptedAnswer.Action {
        switch act {
        case .fixed(let action): return action
        case .raw(let body): return .raw(try await body.bytes(scene))
        case .addHeaders(let fields): return .addHeaders(try await scene.headers(fields))
        case .respond(let response):
            return .respond(
                status: response.status, headers: try await response.fields(scene),
                body: try await response.body?.bytes(scene) ?? [])
        case .refuse(let response):
            return .refuseUpgrade(
                status: response.status, headers: try await response.fields(scene),
                body: try await response.body?.bytes(scene) ?? [])
        }
    }
}
