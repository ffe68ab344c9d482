// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// Puts the recordings of several cassettes into one.
public enum CassetteMerge {
    /// Adds all recordings of some files to another, which may be new; they keep their order and their slots.
    ///
    /// - Throws: ``CassetteProblem``; then no file was changed.
    public static func merge(_ sources: [String], into target: String) throws {
        for source in sources { try CassetteFile.check(source) }
        let draft = try CassetteDraft(target: target, keepingContent: true)
        do {
            for source in sources { try add(source, to: draft) }
        } catch {
            try draft.discard()
            throw error
        }
        try draft.publish()
    }

    private static func add(_ source: String, to draft: CassetteDraft) throws {
        try CassetteProblem.explaining(source) {
            try draft.database.writeWithoutTransaction { db in
                try db.execute(sql: "ATTACH DATABASE ? AS source", arguments: [source])
                // An immediate one would lock the source for writing too.
                try db.inTransaction(.deferred) {
                    try copy(in: db)
                    return .commit
                }
                try db.execute(sql: "DETACH DATABASE source")
            }
        }
    }

    private static func copy(in db: Database) throws {
        func last(_ table: String) throws -> Int64 {
            try Int64.fetchOne(db, sql: "SELECT max(id) FROM main.\(table)") ?? 0
        }
        let (recordings, exchanges, bodies) = (try last("recording"), try last("exchange"), try last("body"))
        try db.execute(sql: copiedBodies, arguments: ["bodies": bodies])
        try db.execute(
            sql: copiedRecordings, arguments: ["recordings": recordings, "exchanges": exchanges, "bodies": bodies])
        for (table, columns) in [
            ("interim", "position, at, status, reason, headers"), ("arrival", "side, position, at, size"),
            ("frame", "position, side, opcode, fin, reserved, at, after, payload"),
            ("socketEnd", "at, side, hadCloseFrame, code, reason, wasReset"),
        ] {
            try db.execute(
                sql: """
                    INSERT INTO main.\(table) (exchangeID, \(columns))
                        SELECT exchangeID + ?, \(columns) FROM source.\(table)
                    """,
                arguments: [exchanges])
        }
    }

    /// A content that the target has already stays there once.
    private static let copiedBodies = """
        INSERT INTO main.body (id, hash, size, content)
            SELECT id + :bodies, hash, size, content FROM source.body AS body
            WHERE hash IS NULL OR NOT EXISTS (SELECT 1 FROM main.body AS old WHERE old.hash = body.hash);
        INSERT INTO main.bodyBlock (bodyID, position, content)
            SELECT bodyID + :bodies, position, content FROM source.bodyBlock AS block
            WHERE EXISTS (SELECT 1 FROM main.body AS copy WHERE copy.id = block.bodyID + :bodies);
        """

    private static let copiedRecordings = """
        INSERT INTO main.recording (id, name, startedAt, endedAt, kind, previousID, programVersion)
            SELECT id + :recordings, name, startedAt, endedAt, kind, previousID + :recordings, programVersion
            FROM source.recording;
        INSERT INTO main.user (recordingID, number, label, fingerprint)
            SELECT recordingID + :recordings, number, label, fingerprint FROM source.user;
        INSERT INTO main.slot (recordingID, number, kind, user, name, shape)
            SELECT recordingID + :recordings, number, kind, user, name, shape FROM source.slot;
        INSERT INTO main.exchange
            SELECT id + :exchanges, recordingID + :recordings, connection, user, startedAt, requestEndedAt, answeredAt,
                endedAt, outcome, scheme, authority, method, path, query, requestVersion, requestHeaders,
                \(body("requestBodyID")), requestTrailers, status, reason, responseVersion, responseHeaders,
                \(body("responseBodyID")), responseTrailers
            FROM source.exchange AS exchange;
        """

    /// The row of a body in the target: that of the same content, or the copy where the body has no hash.
    private static func body(_ column: String) -> String {
        """
        (SELECT coalesce(
            (SELECT same.id FROM main.body AS same WHERE same.hash = body.hash), body.id + :bodies)
            FROM source.body AS body WHERE body.id = exchange.\(column))
        """
    }
}
