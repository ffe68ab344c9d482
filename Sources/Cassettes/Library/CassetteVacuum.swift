// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// Makes a cassette as small as what it holds.
public enum CassetteVacuum {
    /// Which recordings stay.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
        /// All of them.
        case all
        /// The last whole one, and what was added to it.
        case current
    }

    /// Removes what no recording needs, and what of the file is empty.
    ///
    /// - Returns: the bytes of the file before and after.
    /// - Throws: ``CassetteProblem``; then the file is as it was.
    @discardableResult
    public static func vacuum(_ path: String, keeping scope: Scope = .all) throws -> (before: Int, after: Int) {
        let cassette = try Cassette(path: path)
        let before = try cassette.summary().bytes
        let kept = try scope == .all ? cassette.recordings() : cassette.currentRecordings()
        let draft = try CassetteDraft(target: path, keepingContent: true)
        do {
            try CassetteProblem.explaining(path) {
                try draft.database.writeWithoutTransaction { db in
                    try db.inTransaction(.immediate) {
                        try remove(keeping: kept.map(\.id), in: db)
                        return .commit
                    }
                    try db.execute(sql: "VACUUM")
                }
            }
        } catch {
            try draft.discard()
            throw error
        }
        try draft.publish()
        return (before, try Cassette(path: path).summary().bytes)
    }

    private static func remove(keeping recordings: [Int64], in db: Database) throws {
        let kept = recordings.map(String.init).joined(separator: ", ")
        for table in ["interim", "arrival", "frame", "socketEnd"] {
            try db.execute(
                sql:
                    "DELETE FROM \(table) WHERE exchangeID IN (SELECT id FROM exchange WHERE recordingID NOT IN (\(kept)))"
            )
        }
        for table in ["exchange", "slot", "user"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE recordingID NOT IN (\(kept))")
        }
        try db.execute(sql: "DELETE FROM recording WHERE id NOT IN (\(kept))")
        try db.execute(
            sql: "UPDATE recording SET previousID = NULL WHERE previousID NOT IN (SELECT id FROM recording)")
        try db.execute(
            sql: """
                DELETE FROM body WHERE id NOT IN (SELECT requestBodyID FROM exchange WHERE requestBodyID IS NOT NULL
                    UNION SELECT responseBodyID FROM exchange WHERE responseBodyID IS NOT NULL);
                DELETE FROM bodyBlock WHERE bodyID NOT IN (SELECT id FROM body);
                """)
    }
}
