// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What went wrong on a connection.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// The closed set of causes.
    public enum Code: String, Sendable, Hashable {
        /// No connection came about: refused, unreachable, or the name is unknown.
        case connectFailed
        /// The TLS handshake failed; `reason` tells whether the certificate was at fault.
        case handshakeFailed
        /// The peer reset the connection.
        case connectionReset
        /// The connection is closed.
        case connectionClosed
        /// The peer ended in the middle of a message.
        case truncated
        /// The time limit ran out.
        case timedOut
        /// The peer's bytes are not the protocol spoken here.
        case malformed
        /// A message exceeds the limit set for it.
        case tooLarge
        /// The call does not fit the state of the connection.
        case misuse
        /// A certificate or key cannot be used.
        case invalidIdentity
    }

    /// The cause.
    public var code: Code
    /// A sentence for a person.
    public var reason: String
    /// What the layer below reported, if it did.
    public var underlying: (any Error)?

    /// Names a cause.
    public init(_ code: Code, _ reason: String, underlying: (any Error)? = nil) {
        self.code = code
        self.reason = reason
        self.underlying = underlying
    }

    /// Cause, sentence and underlying error in one line.
    public var description: String {
        guard let underlying else { return "\(code.rawValue): \(reason)" }
        return "\(code.rawValue): \(reason) (\(underlying))"
    }
}
