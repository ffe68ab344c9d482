// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

/// What came back on an act: the chain of exchanges, and what a raw connection showed besides.
struct Answer: Sendable {
    /// The exchanges, the last one is what an expectation is about.
    let chain: [WitnessedExchange]
    /// What was seen of a connection that literal bytes were sent on.
    var raw: RawConversation?

    /// The last exchange.
    var last: WitnessedExchange? { chain.last }

    /// The last exchange in words.
    var inWords: String {
        guard let last else { return "no exchange" }
        return Self.describe(last)
    }

    static func describe(_ exchange: WitnessedExchange) -> String {
        let request = "\(exchange.request.method) \(exchange.request.target)"
        guard let response = exchange.response else { return "\(request) -> no answer (\(exchange.outcome.rawValue))" }
        let ending = exchange.outcome == .complete || exchange.outcome == .open ? "" : ", \(exchange.outcome.rawValue)"
        return "\(request) -> \(response.status)\(ending)"
    }
}
