// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// One thing that the client of a recording did, or saw before it went on.
public struct DriftStep: Sendable, Hashable {
    /// The closed set of steps.
    public enum What: Sendable, Hashable {
        /// It sent this request, and did not wait for the answer.
        case send(StoredExchange)
        /// It had the answer, or the 101.
        case collect
        /// It sent this frame on the socket.
        case say(StoredFrame)
        /// It had this frame of the server.
        case hear(StoredFrame)
        /// The socket ended like this.
        case end(StoredSocketEnd)
    }

    /// The exchange.
    public var exchange: Int64
    /// What was done.
    public var what: What
}
