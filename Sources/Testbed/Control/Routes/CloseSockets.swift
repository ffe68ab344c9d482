// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sockets/close`: a close frame, such as 4006 for a session that has ended.
enum CloseSockets: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sockets/close"
    static let fields: [String]? = ["user", "socket", "code", "reason"]
    static let summary =
        "Sends a close frame with code (none without) and reason to one socket or to every socket of a user."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let sockets = try call.sockets()
        let code = try call.fields.numberIfGiven("code", in: 0...65_535).map { UInt16($0) }
        let reason = try call.fields.textIfGiven("reason") ?? ""
        do {
            for socket in sockets { try await socket.close(code: code, reason: reason) }
        } catch {
            throw ControlProblem(.notNow, "The socket has gone: \(error)")
        }
        return ["sockets": .array(sockets.map { .int($0.id) })]
    }
}
