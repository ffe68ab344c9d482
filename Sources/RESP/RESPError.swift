// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why bytes are no RESP2, or more than may come.
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
    }

    /// The cause.
    public var code: Code
    /// A sentence for a person; it never repeats the bytes.
    public var reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// Cause and sentence.
    public var description: String { "\(code.rawValue): \(reason)" }
}
