// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Decides what a double answers.
public protocol DoubleHandler: Sendable {
    /// Answers one request; requests of one connection come one after the other.
    ///
    /// An error thrown here closes the connection, after a 500 if nothing was written yet.
    func respond(to request: DoubleRequest, writer: DoubleWriter) async throws

    /// Learns of octets that are no request; they have been answered with 400 and the connection closes.
    func malformed(_ problem: MalformedRequest) async
}

extension DoubleHandler {
    /// Takes no notice.
    public func malformed(_ problem: MalformedRequest) async {}
}

/// What a double could not read.
public struct MalformedRequest: Sendable {
    /// The number of the connection, counted from 1 per server.
    public var connection: Int
    /// Why it was refused.
    public var error: TransportError
    /// The peer's address, if it is known.
    public var remoteAddress: String?
}
