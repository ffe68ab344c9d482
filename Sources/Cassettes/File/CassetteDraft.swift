// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB

/// A cassette that is being written, under another name until it is fit to be published.
///
/// - Shape: `FILE.unfinished` beside `FILE`; write-ahead log while it is written, one file afterwards; publishing is a
///   rename, so that `FILE` is at any moment either what it was or what it is to be.
/// - Shape: a new file gets the indexes of its largest table when it is published, all rows at once, which costs a
///   recorder far less than to put each row into each index.
/// - Source: sqlite.org, "Write-Ahead Logging".
struct CassetteDraft: Sendable {
    /// The name under which it will be published.
    let target: String
    /// The name that it has while it is written.
    let path: String
    /// The connection that writes.
    let database: DatabaseQueue
    /// The statements that make the indexes which are still missing.
    private let missingIndexes: [String]

    /// Begins a draft, of what the target holds already or of nothing.
    ///
    /// - Throws: ``CassetteProblem``; then nothing was changed.
    init(target: String, keepingContent: Bool) throws {
        self.target = target
        path = target + CassetteFormat.unfinishedSuffix
        let old = keepingContent && CassetteFile.hasContent(target)
        if CassetteFile.hasContent(target) {
            try CassetteFile.check(target)
            try CassetteFile.checkWritable(target)
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CassetteProblem(
                .unfinished,
                "\(path) is left from a recording that did not end, or is being written: look at it, then remove it.")
        }
        do {
            if old { try Self.copy(target, to: path) }
            (database, missingIndexes) = try CassetteProblem.explaining(path) { [path] in
                let database = try Self.open(path)
                return (database, old ? [] : try database.writeWithoutTransaction(Self.dropIndexes))
            }
        } catch {
            Self.remove(path)
            throw error
        }
    }

    /// Makes it one file and gives it its name.
    func publish() throws {
        try CassetteProblem.explaining(path) {
            try database.writeWithoutTransaction { db in
                for statement in missingIndexes { try db.execute(sql: statement) }
                _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try database.close()
        }
        guard rename(path, target) == 0 else {
            throw CassetteProblem(.readOnly, "\(target) could not be written; the recording is in \(path).")
        }
    }

    /// Removes it.
    func discard() throws {
        try CassetteProblem.explaining(path) { try database.close() }
        Self.remove(path)
    }

    /// Pages of 4 KiB; the cache holds the upper pages of the hash index of a large file.
    private static let cacheKibibytes = 16 * 1024

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Cassette.busySeconds)
        configuration.label = "tenantless.draft"
        // The writer numbers all rows itself; `PRAGMA foreign_key_check` in the tests holds it to the schema.
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try CassetteMigrations.migrator.migrate(database)
        // Only now: until then the marks are in the file itself, where a reader looks for them.
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
            // The values come from closed sets of this program, and `PRAGMA integrity_check` holds a file to them; to
            // check them as rows arrive costs more than to write the rows.
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
        }
        return database
    }

    /// Drops the indexes of the exchanges; gives the statements that made them.
    private static func dropIndexes(_ db: Database) throws -> [String] {
        let indexes = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'exchange'")
        return try indexes.map { index in
            try db.execute(sql: "DROP INDEX \(index["name"] as String)")
            return index["sql"]
        }
    }

    private static func copy(_ source: String, to path: String) throws {
        do {
            try FileManager.default.copyItem(atPath: source, toPath: path)
        } catch {
            throw CassetteProblem(.readOnly, "\(path) cannot be written.")
        }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            // What is not there need not be removed.
            do { try FileManager.default.removeItem(atPath: path + suffix) } catch {}
        }
    }
}
