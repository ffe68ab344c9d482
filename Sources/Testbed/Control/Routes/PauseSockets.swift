// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import Wire

/// `POST /tenant/sockets/pause`: the tenant stops reading, so that the sender stalls in the end.
enum PauseSockets: ControlRoute {
    static let method = "POST"
    static let path = "/tenant/sockets/pause"
    static let fields: [String]? = ["user", "socket", "paused"]
    static let summary = "Stops reading from one socket, or from every socket of a user; paused false reads on."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let sockets = try call.sockets()
        let isPaused = try call.fields.flag("paused")
        for socket in sockets {
            if isPaused { socket.pauseReading() } else { socket.resumeReading() }
        }
        return ["sockets": .array(sockets.map { .int($0.id) })]
    }
}
