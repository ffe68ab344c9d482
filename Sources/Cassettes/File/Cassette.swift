// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// One SQLite file that keeps recordings of tenant traffic, opened for reading.
///
/// - Shape: marked by `PRAGMA application_id`, versioned by named, frozen migrations and by `PRAGMA user_version`;
///   the tables explain themselves: `sqlite3 FILE .schema`.
/// - Throws: ``CassetteProblem`` for a file that is missing, damaged, foreign, locked or newer than this program; the
///   file stays as it was.
/// - Source: sqlite.org, "PRAGMA Statements", `application_id` and `user_version`.
public struct Cassette: Sendable {
    /// The name of the file.
    public let path: String
    private let database: DatabaseQueue

    /// How long a call waits for another process that writes.
    static let busySeconds = 0.2

    /// Opens a cassette.
    public init(path: String) throws {
        try CassetteFile.check(path)
        self.path = path
        database = try CassetteProblem.explaining(path) {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(Self.busySeconds)
            configuration.label = "tenantless.cassette"
            let database = try DatabaseQueue(path: path, configuration: configuration)
            // The first read finds out whether the schema can be read, and whether another process holds the file.
            _ = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recording") }
            return database
        }
    }

    /// Reads from the file.
    ///
    /// - Shape: without a transaction of its own, for a cassette that has its name is never changed in place.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try CassetteProblem.explaining(path) { try database.unsafeRead(body) }
    }
}
