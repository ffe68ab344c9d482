// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// One SQLite file that keeps recordings of tenant traffic.
///
/// - Shape: marked by `PRAGMA application_id`, versioned by named, frozen migrations and by `PRAGMA user_version`.
/// - Throws: ``CassetteProblem`` for a file that is damaged, foreign or newer than this program; the file stays as it was.
/// - Source: sqlite.org, "PRAGMA Statements", `application_id` and `user_version`.
public struct Cassette: Sendable {
    /// Marks a file as ours: the ASCII letters "TNLC".
    public static let applicationID: Int32 = 0x544E_4C43
    /// The newest file format that this program reads and writes.
    public static let formatVersion: Int32 = 1

    let database: DatabaseQueue

    /// Opens a cassette, or makes one where the file does not exist yet.
    public init(path: String) throws {
        do {
            database = try DatabaseQueue(path: path)
            try Cassette.check(database, path: path)
            try Cassette.migrator.migrate(database)
        } catch let problem as CassetteProblem {
            throw problem
        } catch {
            throw CassetteProblem(.unreadable, "\(path) cannot be read as a cassette: \(error)")
        }
    }

    /// How many recordings the file holds.
    public func recordingCount() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recording") ?? 0 }
    }

    private static func check(_ database: DatabaseQueue, path: String) throws {
        let (application, version, tables) = try database.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            )
        }
        if tables == 0 && application == 0 { return }
        guard application == applicationID else {
            throw CassetteProblem(.foreign, "\(path) is an SQLite file of another program, not a cassette.")
        }
        guard version <= formatVersion else {
            throw CassetteProblem(
                .newer, "\(path) has cassette format \(version); this program reads up to format \(formatVersion).")
        }
    }

    /// Frozen: a released migration is never edited, a new one is appended.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 recording") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(formatVersion)")
            try db.execute(
                sql: """
                    CREATE TABLE recording (
                        id INTEGER PRIMARY KEY,
                        name TEXT NOT NULL,
                        createdAt TEXT NOT NULL,
                        programVersion TEXT NOT NULL,
                        parentID INTEGER REFERENCES recording (id)
                    ) STRICT
                    """)
        }
        return migrator
    }
}
