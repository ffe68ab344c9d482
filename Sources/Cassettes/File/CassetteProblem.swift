// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// Why a cassette file could not be used, as one sentence for the person who named the file.
public struct CassetteProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The closed set of causes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no file of that name.
        case missing
        /// The file is no SQLite database.
        case notDatabase
        /// The file ends before its last page.
        case truncated
        /// The file is an SQLite database with damage inside.
        case corrupt
        /// The file is an SQLite database of another program.
        case foreign
        /// The file was written by a newer version of this program.
        case newer
        /// Another process holds the file.
        case locked
        /// The file, or its folder, may not be written.
        case readOnly
        /// The file could not be read or written for another cause, such as a full disk.
        case unreadable
        /// A recording to that file did not end, and what it left is still there.
        case unfinished
        /// What was to be published holds a secret.
        case secret
        /// The file has no such recording, exchange or entry.
        case unknown
        /// What was to be imported, or a rule, cannot be understood.
        case invalid
    }

    /// The cause.
    public let code: Code
    /// One sentence that names the file and what is wrong with it.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// What SQLite said, as a sentence.
    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "\(path) is in use by another process; try again when that has ended.")
        case .SQLITE_CORRUPT:
            self.init(.corrupt, "\(path) is damaged: \(error.message ?? "SQLite cannot read it").")
        case .SQLITE_NOTADB:
            self.init(.notDatabase, "\(path) is not an SQLite file.")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            self.init(.readOnly, "\(path) cannot be opened or written: \(error.message ?? "no permission").")
        default:
            self.init(.unreadable, "\(path) could not be used: \(error.message ?? "SQLite error \(error.resultCode)").")
        }
    }

    /// The sentence.
    public var description: String { reason }

    /// Gives what `body` gives, with errors of SQLite turned into problems with that file.
    static func explaining<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw CassetteProblem(error, path: path)
        }
    }
}
