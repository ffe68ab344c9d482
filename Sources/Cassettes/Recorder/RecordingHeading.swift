// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB

/// What is said of a recording as a whole.
struct RecordingHeading: Sendable {
    /// Its name.
    var name: String
    /// Whether it is read after the recordings before it, instead of in their place.
    var isAddition: Bool
    /// The program that makes it.
    var programVersion: String
    /// When it began.
    var startedAt: Date

    /// A time as a cassette keeps it.
    static func text(_ date: Date) -> String {
        date.ISO8601Format(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// The time of which a cassette keeps that text.
    static func date(_ text: String) -> Date? {
        do {
            return try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        } catch {
            return nil
        }
    }

    /// Makes its row.
    ///
    /// - Returns: its number.
    func insert(into db: Database) throws -> Int64 {
        let previous = try Int64.fetchOne(db, sql: "SELECT max(id) FROM recording")
        try db.execute(
            sql: """
                INSERT INTO recording (name, startedAt, kind, previousID, programVersion) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [name, Self.text(startedAt), isAddition ? "addition" : "whole", previous, programVersion])
        return db.lastInsertedRowID
    }
}
