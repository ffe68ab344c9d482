// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sockets/send`: one message to each, in one frame; nothing is checked.
enum SendToSockets: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sockets/send"
    static let fields: [String]? = ["user", "socket", "text", "base64"]
    static let summary = "Sends a text, or bytes in base64, to one socket or to every socket of a user."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let sockets = try call.sockets()
        let text = try call.fields.textIfGiven("text")
        let bytes = text == nil ? try call.fields.bytes("base64") : []
        do {
            for socket in sockets {
                if let text { try await socket.send(text: text) } else { try await socket.send(binary: bytes) }
            }
        } catch {
            throw ControlProblem(.notNow, "The socket has gone: \(error)")
        }
        return ["sockets": .array(sockets.map { .int($0.id) })]
    }
}
