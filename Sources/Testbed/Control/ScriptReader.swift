// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Reads a scripted answer from the members of a control request; the words are those of the scenario language.
enum ScriptReader {
    static let fields = [
        "at", "method", "of", "nth", "times", "delay-ms", "status", "headers", "text", "base64", "add-headers", "raw",
        "silence", "reset", "close", "truncate", "dribble", "refuse-upgrade", "wrong-accept-key", "defect",
    ]
    private static let response = ["status", "headers", "text", "base64"]
    private static let others = [
        "add-headers", "raw", "silence", "reset", "close", "truncate", "dribble", "refuse-upgrade", "wrong-accept-key",
        "defect",
    ]

    static func answer(_ fields: ControlFields) throws(ControlProblem) -> ScriptedAnswer {
        let delay = try fields.numberIfGiven("delay-ms").map { Duration.milliseconds($0) }
        return ScriptedAnswer(
            method: try fields.textIfGiven("method"), path: try fields.textIfGiven("at"),
            user: try fields.textIfGiven("of"), nth: try fields.numberIfGiven("nth", in: 1...1_000_000),
            times: try fields.numberIfGiven("times", in: 1...1_000_000), delay: delay,
            action: try action(fields))
    }

    private static func action(_ fields: ControlFields) throws(ControlProblem) -> ScriptedAnswer.Action {
        let given = others.filter { fields.has($0) } + response.filter { fields.has($0) }.prefix(1)
        if given.count > 1 {
            throw ControlProblem(
                .badValue, "The members \(given[0]) and \(given[1]) exclude each other.", field: given[1])
        }
        switch given.first {
        case "add-headers": return .addHeaders(try fields.headers("add-headers"))
        case "raw": return .raw(try fields.bytes("raw"))
        case "truncate": return .truncate(afterBodyBytes: try fields.number("truncate"))
        case "dribble":
            let pace = try fields.nested("dribble", known: ["bytes", "every-ms"])
            return .dribble(
                pieceBytes: try pace.number("bytes", in: 1...1_000_000),
                pause: .milliseconds(try pace.number("every-ms")))
        case "refuse-upgrade":
            let (status, headers, body) = try response(try fields.nested("refuse-upgrade", known: response))
            return .refuseUpgrade(status: status, headers: headers, body: body)
        case "defect": return .defect(try fields.text("defect"))
        case "silence", "reset", "close", "wrong-accept-key": return try flag(given[0], fields)
        case .some:
            let (status, headers, body) = try response(fields)
            return .respond(status: status, headers: headers, body: body)
        case nil:
            guard fields.has("delay-ms") else {
                throw ControlProblem(.missingField, "Nothing says what the double should do.", field: "status")
            }
            return .proceed
        }
    }

    private static func flag(_ name: String, _ fields: ControlFields) throws(ControlProblem) -> ScriptedAnswer.Action {
        guard try fields.flag(name) else { throw fields.wrong(name, "true; leave it out instead") }
        switch name {
        case "silence": return .silence
        case "reset": return .reset
        case "close": return .close
        default: return .wrongAcceptKey
        }
    }

    private static func response(
        _ fields: ControlFields
    ) throws(ControlProblem) -> (status: Int, headers: HeaderList, body: [UInt8]) {
        let status = try fields.numberIfGiven("status", in: 200...599) ?? 200
        let body =
            fields.has("base64") ? try fields.bytes("base64") : Array((try fields.textIfGiven("text") ?? "").utf8)
        return (status, try fields.headers("headers"), body)
    }
}
