// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One request with all that came of it, seen at one side.
public struct WitnessedExchange: Sendable, Hashable, Identifiable {
    /// How an exchange ended.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// It has not ended.
        case open
        /// The answer, or the socket, came to its proper end.
        case complete
        /// The client went away first.
        case clientAborted
        /// The server went away first.
        case serverAborted
        /// The wait was over.
        case timedOut
        /// What came could not be read.
        case malformed
    }

    /// The number that the witness gave it, from 1 on.
    public var id: Int
    /// Where it was seen.
    public var side: Side
    /// The number of the connection at that side.
    public var connection: Int
    /// The browser's user; at the tenant the user to whom the session belongs.
    public var actor: String?
    /// The scenario step during which it began.
    public var step: Int?
    /// The request.
    public var request: WitnessedRequest
    /// The final answer, or the 101, nil while there is none.
    public var response: WitnessedResponse?
    /// The 1xx answers before it.
    public var interim: [WitnessedResponse]
    /// The socket after a 101.
    public var socket: WitnessedSocket?
    /// How it ended.
    public var outcome: Outcome
    /// When it began, in nanoseconds of a monotonic clock.
    public var startedAt: Int64
    /// When it ended, in nanoseconds of a monotonic clock.
    public var endedAt: Int64?
    /// What the witnessing side knows besides, such as `session` or `jwt.sub`.
    public var facts: [String: String]

    /// Makes an exchange; the witness gives `id` and, where nil, `step`.
    public init(
        id: Int = 0, side: Side, connection: Int = 0, actor: String? = nil, step: Int? = nil,
        request: WitnessedRequest, response: WitnessedResponse? = nil, interim: [WitnessedResponse] = [],
        socket: WitnessedSocket? = nil, outcome: Outcome = .open, startedAt: Int64 = 0, endedAt: Int64? = nil,
        facts: [String: String] = [:]
    ) {
        self.id = id
        self.side = side
        self.connection = connection
        self.actor = actor
        self.step = step
        self.request = request
        self.response = response
        self.interim = interim
        self.socket = socket
        self.outcome = outcome
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.facts = facts
    }
}
