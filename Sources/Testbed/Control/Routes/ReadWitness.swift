// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /{double}/witness?since=N`: the exchanges after the N-th, as they travelled.
enum ReadWitness: ControlRoute {
    static let method = "GET"
    static let path = "/{double}/witness"
    static let fields: [String]? = ["since", "limit"]
    static let summary =
        "Reads the exchanges after number since (0), at most limit (1000) of them; next is the since of the next call."

    static func answer(_ call: ControlCall) async throws(ControlProblem) -> JSONValue {
        let since = try call.fields.numberIfGiven("since") ?? 0
        let limit = try call.fields.numberIfGiven("limit", in: 1...10_000) ?? 1000
        let witness = try call.double.witness
        let exchanges = witness.exchanges(after: since, limit: limit)
        let loss = witness.loss
        return [
            "exchanges": .array(exchanges.map(WitnessJSON.value)), "next": .int(exchanges.last?.id ?? since),
            "dropped": ["exchanges": .int(loss.exchanges), "bytes": .int(loss.bytes)],
        ]
    }
}
