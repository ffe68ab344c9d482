// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// An answer that passed.
public struct WitnessedResponse: Sendable, Hashable {
    /// The status.
    public var status: Int
    /// The reason phrase.
    public var reason: String
    /// The header lines as they travelled.
    public var headers: HeaderList
    /// The body.
    public var body: WitnessedBody

    /// Makes an answer from its parts.
    public init(status: Int, reason: String = "", headers: HeaderList = [:], body: WitnessedBody = .empty) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// Makes an answer from a head.
    public init(_ head: ResponseHead, body: WitnessedBody = .empty) {
        self.init(status: head.status, reason: head.reason, headers: head.headers, body: body)
    }
}
