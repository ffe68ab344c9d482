// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sockets/drop`: the connection ends without a close frame.
enum DropSockets: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sockets/drop"
    static let fields: [String]? = ["user", "socket", "reset"]
    static let summary =
        "Ends the connection of one socket, or of every socket of a user, by a reset or (reset false) in order."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let sockets = try call.sockets()
        let reset = try call.fields.flagIfGiven("reset") ?? true
        for socket in sockets { await socket.drop(reset: reset) }
        return ["sockets": .array(sockets.map { .int($0.id) })]
    }
}
