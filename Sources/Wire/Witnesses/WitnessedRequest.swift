// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A request that passed.
public struct WitnessedRequest: Sendable, Hashable {
    /// The method.
    public var method: String
    /// The raw target.
    public var target: String
    /// The header lines as they travelled.
    public var headers: HeaderList
    /// The body.
    public var body: WitnessedBody

    /// Makes a request from its parts.
    public init(method: String, target: String, headers: HeaderList = [:], body: WitnessedBody = .empty) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// Makes a request from a head.
    public init(_ head: RequestHead, body: WitnessedBody = .empty) {
        self.init(method: head.method, target: head.target, headers: head.headers, body: body)
    }

    /// The target without its query.
    public var path: String { RequestTarget(target).path }
}
