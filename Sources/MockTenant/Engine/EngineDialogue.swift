// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The JSON-RPC side of one engine socket, without the socket: text in, at most one text out.
///
/// - Source: JSON-RPC 2.0; qlik.dev, "JSON-RPC": global handle −1, `change` beside `result`, `delta` answers.
struct EngineDialogue {
    let core: TenantCore
    let seat: EngineSeat
    /// The app that this socket has opened.
    var openApp: String?

    init(core: TenantCore, seat: EngineSeat) {
        self.core = core
        self.seat = seat
    }

    /// What is no JSON object comes back as it went; a notification gets no answer.
    mutating func reply(to text: String) -> String? {
        guard let request = Self.object(text) else { return text }
        let id = request["id"]
        guard let method = request["method"]?.stringValue else {
            return Self.failure(id, EngineError(code: -32600, parameter: "", message: "Invalid request"))
        }
        let call = EngineCall(
            core: core, seat: seat, handle: request["handle"]?.intValue ?? -1, params: request["params"] ?? .array([]))
        do throws(EngineError) {
            guard let type = EngineMethods.find(method) else {
                throw EngineError(code: -32601, parameter: method, message: "Method not found")
            }
            let outcome = try type.answer(call, dialogue: &self)
            guard let id else { return nil }
            return Self.success(id, outcome, isDelta: request["delta"] == .bool(true))
        } catch {
            return id.map { Self.failure($0, error) }
        }
    }

    private static func object(_ text: String) -> JSONValue? {
        do {
            let value = try JSONValue.parse(text)
            return value.objectValue == nil ? nil : value
        } catch {
            return nil
        }
    }

    private static func success(_ id: JSONValue, _ outcome: EngineOutcome, isDelta: Bool) -> String {
        var members: [(String, JSONValue)] = [("jsonrpc", "2.0"), ("id", id)]
        if isDelta { members.append(("delta", true)) }
        members.append(("result", isDelta ? delta(outcome.result) : .object(outcome.result)))
        if !outcome.change.isEmpty { members.append(("change", .array(outcome.change.map { .int($0) }))) }
        return JSONValue.object(members).serialized()
    }

    /// The first delta of a value sets the whole of it.
    private static func delta(_ result: [(String, JSONValue)]) -> JSONValue {
        .object(
            result.map { member in
                (member.0, JSONValue.array([["op": "add", "path": "/", "value": member.1]]))
            })
    }

    private static func failure(_ id: JSONValue?, _ error: EngineError) -> String {
        let body: JSONValue = [
            "code": .int(error.code), "parameter": .string(error.parameter), "message": .string(error.message),
        ]
        return JSONValue.object([("jsonrpc", "2.0"), ("id", id ?? .null), ("error", body)]).serialized()
    }
}
