// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// The tables of a cassette, as the steps by which they came to be.
///
/// - Shape: a released step is never edited, a new one is appended; the comments are part of the statements, so that
///   `sqlite3 FILE .schema` explains the file to whoever opens it.
enum CassetteMigrations {
    /// The names of the tables.
    static let tables = [
        "recording", "user", "slot", "exchange", "interim", "body", "bodyBlock", "arrival", "frame", "socketEnd",
    ]

    /// The steps in their order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 recordings of HTTP and WebSocket") { db in
            try db.execute(sql: recordings)
            try db.execute(sql: exchanges)
            try db.execute(sql: bodies)
            try db.execute(sql: sockets)
            try db.execute(sql: views)
            try db.execute(sql: "PRAGMA application_id = \(CassetteFormat.applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        return migrator
    }

    private static let recordings = """
        CREATE TABLE recording ( -- one stretch of recorded traffic; a re-record adds a row, it never changes one
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            startedAt TEXT NOT NULL,          -- UTC, such as 2026-01-31T12:00:00.000Z
            endedAt TEXT,                     -- NULL: the recording did not come to its end
            kind TEXT NOT NULL CHECK (kind IN ('whole', 'addition')), -- an addition is read after what stands before it
            previousID INTEGER REFERENCES recording (id),
            programVersion TEXT NOT NULL
        ) STRICT;

        CREATE TABLE user ( -- somebody whose requests can be told from those of others
            recordingID INTEGER NOT NULL REFERENCES recording (id),
            number INTEGER NOT NULL CHECK (number > 0), -- from 1 on, in the order of their first request
            label TEXT NOT NULL,
            fingerprint TEXT,                 -- of the subject of their token, by which a replay knows them again
            PRIMARY KEY (recordingID, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE slot ( -- where a secret was: texts and bodies have {{slot:NUMBER}} or {{slot:NUMBER:ENCODING}} instead
            recordingID INTEGER NOT NULL REFERENCES recording (id),
            number INTEGER NOT NULL CHECK (number >= 0), -- 0 stands for the text "{{slot:" itself
            kind TEXT NOT NULL,               -- cookie, csrf-token, token, authorization, parameter, configured, email, …
            user INTEGER,                     -- user.number; NULL: nobody's
            name TEXT NOT NULL,               -- such as the name of the cookie
            shape TEXT NOT NULL,              -- what a stand-in looks like: x22 = 22 letters and digits, h8-h4 = hexadecimal
            PRIMARY KEY (recordingID, number)
        ) STRICT, WITHOUT ROWID;
        """

    private static let exchanges = """
        CREATE TABLE exchange ( -- one request with its answer; times are microseconds since recording.startedAt
            id INTEGER PRIMARY KEY,           -- in the order of arrival
            recordingID INTEGER NOT NULL REFERENCES recording (id),
            connection INTEGER NOT NULL,      -- the client's connections, numbered from 1
            user INTEGER,                     -- user.number; NULL: nobody who is known
            startedAt INTEGER NOT NULL,       -- the request head was there
            requestEndedAt INTEGER,
            answeredAt INTEGER,               -- the answer's head was there
            endedAt INTEGER,
            outcome TEXT NOT NULL CHECK (outcome IN
                ('open', 'complete', 'client-left', 'server-left', 'server-reset', 'unreachable', 'malformed')),
            scheme TEXT NOT NULL,
            authority TEXT NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,               -- the target up to its first question mark
            query TEXT,                       -- what follows it; NULL: there is none
            requestVersion TEXT NOT NULL,
            requestHeaders TEXT NOT NULL,     -- JSON: [["Name","value"],…] as they travelled; see the view header
            requestBodyID INTEGER REFERENCES body (id),
            requestTrailers TEXT,
            status INTEGER,                   -- NULL: there was no answer
            reason TEXT,
            responseVersion TEXT,
            responseHeaders TEXT,
            responseBodyID INTEGER REFERENCES body (id),
            responseTrailers TEXT
        ) STRICT;
        CREATE INDEX exchangeByRequest ON exchange (recordingID, path, method);
        CREATE INDEX exchangeByRecording ON exchange (recordingID);
        CREATE INDEX exchangeWithSlotInPath ON exchange (recordingID, method) WHERE instr(path, '{{slot:') > 0;

        CREATE TABLE interim ( -- the 1xx answers before the final one
            exchangeID INTEGER NOT NULL REFERENCES exchange (id),
            position INTEGER NOT NULL,
            at INTEGER NOT NULL,
            status INTEGER NOT NULL,
            reason TEXT NOT NULL,
            headers TEXT NOT NULL,
            PRIMARY KEY (exchangeID, position)
        ) STRICT, WITHOUT ROWID;
        """

    private static let bodies = """
        CREATE TABLE body ( -- each content once, without transfer coding
            id INTEGER PRIMARY KEY,
            hash BLOB UNIQUE,                 -- SHA-256 of the whole; NULL: the body did not come to its end
            size INTEGER NOT NULL,            -- bytes of the whole
            content BLOB NOT NULL             -- the whole, or the first block of it
        ) STRICT;

        CREATE TABLE bodyBlock ( -- what follows body.content, for bodies that were too large or too slow for one piece
            bodyID INTEGER NOT NULL REFERENCES body (id),
            position INTEGER NOT NULL CHECK (position > 0),
            content BLOB NOT NULL,
            UNIQUE (bodyID, position)
        ) STRICT;

        CREATE TABLE arrival ( -- the pieces in which a body arrived; one that came in a single piece has no rows
            exchangeID INTEGER NOT NULL REFERENCES exchange (id),
            side TEXT NOT NULL CHECK (side IN ('client', 'server')),
            position INTEGER NOT NULL,
            at INTEGER NOT NULL,
            size INTEGER NOT NULL,            -- bytes as they travelled, before secrets became slots
            PRIMARY KEY (exchangeID, side, position)
        ) STRICT, WITHOUT ROWID;
        """

    private static let sockets = """
        CREATE TABLE frame ( -- every WebSocket frame, control frames too
            exchangeID INTEGER NOT NULL REFERENCES exchange (id),
            position INTEGER NOT NULL,        -- from 1 on, both sides together
            side TEXT NOT NULL CHECK (side IN ('client', 'server')), -- who sent it
            opcode INTEGER NOT NULL CHECK (opcode BETWEEN 0 AND 15), -- 0 continuation 1 text 2 binary 8 close 9 ping 10 pong
            fin INTEGER NOT NULL CHECK (fin IN (0, 1)),
            reserved INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND 7),
            at INTEGER NOT NULL,
            after INTEGER NOT NULL,           -- how many frames of the other side had been seen before this one
            payload BLOB NOT NULL,            -- without mask
            PRIMARY KEY (exchangeID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE socketEnd ( -- how a socket ended; a socket without a row was open to the last
            exchangeID INTEGER PRIMARY KEY REFERENCES exchange (id),
            at INTEGER NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('client', 'server')), -- who ended it
            hadCloseFrame INTEGER NOT NULL CHECK (hadCloseFrame IN (0, 1)),
            code INTEGER,                     -- NULL: the close frame was empty, or there was none
            reason TEXT NOT NULL,
            wasReset INTEGER NOT NULL CHECK (wasReset IN (0, 1))
        ) STRICT;
        """

    private static let views = """
        CREATE VIEW header AS -- one row per header line: SELECT value FROM header WHERE exchangeID = 7 AND name LIKE 'set-cookie'
            SELECT exchange.id AS exchangeID, 'client' AS side, json_each.key AS position,
                json_each.value ->> 0 AS name, json_each.value ->> 1 AS value
                FROM exchange, json_each(exchange.requestHeaders)
            UNION ALL
            SELECT exchange.id, 'server', json_each.key, json_each.value ->> 0, json_each.value ->> 1
                FROM exchange, json_each(exchange.responseHeaders);

        CREATE VIEW message AS -- the frames of every socket with their payload as text
            SELECT frame.exchangeID, frame.position, frame.side, frame.at,
                CASE frame.opcode WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary' WHEN 8 THEN 'close'
                    WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'opcode ' || frame.opcode END AS kind,
                CASE WHEN frame.opcode IN (0, 1) THEN CAST(frame.payload AS TEXT) ELSE hex(frame.payload) END AS payload
            FROM frame;
        """
}
