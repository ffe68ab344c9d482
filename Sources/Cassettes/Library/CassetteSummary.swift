// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Foundation
import GRDB

/// What a cassette holds, in numbers.
public struct CassetteSummary: Sendable, Hashable {
    /// One recording in numbers.
    public struct Recording: Sendable, Hashable {
        /// The recording.
        public var recording: StoredRecording
        /// How many exchanges it has.
        public var exchanges: Int
        /// How many of them were under way when it ended.
        public var open: Int
        /// How many of them became sockets.
        public var sockets: Int
        /// How many users could be told apart.
        public var users: Int
        /// How many secrets became slots, by kind.
        public var slots: [String: Int]

        /// How old it is, in seconds.
        public func age(at now: Date) -> TimeInterval { now.timeIntervalSince(recording.startedAt) }
    }

    /// The name of the file.
    public var path: String
    /// Its size in bytes.
    public var bytes: Int
    /// Its recordings.
    public var recordings: [Recording]
    /// How many rows each table has.
    public var rows: [String: Int]
    /// The bytes of all bodies, each content counted once.
    public var bodyBytes: Int
}

extension Cassette {
    /// What the file holds, in numbers.
    public func summary() throws -> CassetteSummary {
        let all = try recordings().map { recording in
            try read { db in
                func count(_ table: String, _ condition: String = "TRUE") throws -> Int {
                    try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM \(table) WHERE recordingID = ? AND \(condition)",
                        arguments: [recording.id]) ?? 0
                }
                let kinds = try Row.fetchAll(
                    db, sql: "SELECT kind, count(*) FROM slot WHERE recordingID = ? AND number > 0 GROUP BY kind",
                    arguments: [recording.id])
                return CassetteSummary.Recording(
                    recording: recording, exchanges: try count("exchange"),
                    open: try count("exchange", "outcome = 'open'"), sockets: try count("exchange", "status = 101"),
                    users: try count("user"),
                    slots: Dictionary(uniqueKeysWithValues: kinds.map { ($0[0], $0[1]) }))
            }
        }
        return try read { db in
            let tables = CassetteMigrations.tables
            let rows = try tables.map { ($0, try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0) }
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            return CassetteSummary(
                path: path, bytes: pages * pageSize, recordings: all, rows: Dictionary(uniqueKeysWithValues: rows),
                bodyBytes: try Int.fetchOne(db, sql: "SELECT sum(size) FROM body") ?? 0)
        }
    }
}
