// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Transport
import Wire

/// `POST /clock/advance`: the clock of all parties that are served together jumps; nobody waits.
enum AdvanceClock: ControlRoute {
    static let method = "POST"
    static let path = "/clock/advance"
    static let fields: [String]? = ["seconds"]
    static let summary = "Moves the clock of the doubles forward."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        guard let clock = call.parties.clock else {
            throw ControlProblem(.absentParty, "The clock of these parties cannot be moved.")
        }
        clock.advance(by: .seconds(try call.fields.number("seconds")))
        return ["now": .int(Int(clock.timeSource.now()))]
    }
}
