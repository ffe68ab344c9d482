// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Why a cassette file could not be used, as one sentence for the person who named the file.
public struct CassetteProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The closed set of causes.
    public enum Code: String, Sendable, Hashable {
        /// The file is not an SQLite database, or is damaged.
        case unreadable
        /// The file is an SQLite database of another program.
        case foreign
        /// The file was written by a newer version of this program.
        case newer
    }

    /// The cause.
    public let code: Code
    /// One sentence that names the file and what is wrong with it.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The sentence.
    public var description: String { reason }
}
