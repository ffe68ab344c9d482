// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a server's bytes are no RESP2, or why there is no answer at all.
public struct RESPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The closed set of causes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The first octet announces no known type.
        case unknownType
        /// A length or integer is not a decimal number in range.
        case badNumber
        /// A line or a bulk string does not end with CRLF.
        case badLineEnd
        /// A line exceeds its limit.
        case lineTooLong
        /// A bulk string exceeds its limit.
        case bulkTooLong
        /// An array has more elements than allowed.
        case tooManyElements
        /// Arrays are nested deeper than allowed.
        case tooDeep
        /// A server's address makes no sense.
        case badAddress
        /// No connection came about.
        case connectFailed
        /// The connection ended before the answer came.
        case connectionLost
        /// The answer did not come in time; the connection is given up, for it may come yet.
        case timedOut
        /// More calls wait for answers than may.
        case overloaded
        /// The server does not let us in.
        case refused
        /// The server says something that nobody asked for.
        case unexpected
    }

    /// The cause.
    public var code: Code
    /// A sentence for a person; it never repeats the bytes, nor a password.
    public var reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Cause and sentence.
    public var description: String { "\(code.rawValue): \(reason)" }
}
