// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why nothing could be compressed or decompressed.
public struct DeflateError: Error, Sendable, Hashable {
    /// What kind of trouble it is.
    public enum Code: String, Sendable, Hashable {
        /// zlib takes no such window, or there is no memory for it.
        case unusableFormat
        /// The bytes are no such format, or there are too many of them.
        case badContent
    }

    /// What kind of trouble it is.
    public let code: Code
    /// A sentence for people.
    public let reason: String

    /// Describes a trouble.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
