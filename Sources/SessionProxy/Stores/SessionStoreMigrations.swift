// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

/// The schema of the session file, as named steps that never change once released.
enum SessionStoreMigrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("2026-11 browserSession") { database in
            try database.execute(
                sql: """
                    CREATE TABLE browserSession (
                        key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),
                        sealed BLOB NOT NULL CHECK (length(sealed) BETWEEN 1 AND 1048576),
                        expiresAt INTEGER NOT NULL CHECK (expiresAt > 0)
                    ) STRICT;
                    CREATE INDEX browserSessionByExpiry ON browserSession (expiresAt);
                    """)
        }
        migrator.registerMigration("2026-11 generation") { database in
            try database.execute(
                sql:
                    "ALTER TABLE browserSession ADD COLUMN generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0)"
            )
        }
        migrator.registerMigration("2026-11 owner") { database in
            try database.execute(
                sql: """
                    ALTER TABLE browserSession ADD COLUMN subject BLOB CHECK (subject IS NULL OR length(subject) = 32);
                    ALTER TABLE browserSession ADD COLUMN signIn BLOB CHECK (signIn IS NULL OR length(signIn) = 32);
                    CREATE INDEX browserSessionBySubject ON browserSession (subject) WHERE subject IS NOT NULL;
                    CREATE INDEX browserSessionBySignIn ON browserSession (signIn) WHERE signIn IS NOT NULL;
                    CREATE TABLE logoutOrder (
                        token BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
                        expiresAt INTEGER NOT NULL
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
