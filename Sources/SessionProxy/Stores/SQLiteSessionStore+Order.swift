// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension SQLiteSessionStore {
    /// Ends the sessions that the identity provider names, in one transaction.
    public func end(_ order: LogoutOrder) async throws -> [StoredSession.Key]? {
        try await writing { database in
            try database.cachedStatement(
                sql: "INSERT INTO logoutOrder (token, expiresAt) VALUES (?, ?) ON CONFLICT DO NOTHING"
            ).execute(arguments: [order.token.blob, order.expiresAt])
            guard database.changesCount == 1 else { return nil }
            return try order.targets.flatMap { try Self.end($0, in: database) }
        }
    }

    /// Ends those sessions of a person that are too many, in one statement.
    public func trim(
        _ owner: SessionOwner, to limit: Int, keeping key: StoredSession.Key
    ) async throws -> [StoredSession.Key] {
        try await writing { database in
            let sql = """
                DELETE FROM browserSession WHERE key IN (
                    SELECT key FROM browserSession WHERE subject = :subject AND key <> :key
                    ORDER BY expiresAt DESC LIMIT -1 OFFSET :others
                ) RETURNING key
                """
            return try Data.fetchAll(
                database, sql: sql,
                arguments: ["subject": owner.subject.blob, "key": key.blob, "others": max(0, limit - 1)]
            ).compactMap { StoredSession.Key(octets: [UInt8]($0)) }
        }
    }

    private static func end(_ target: LogoutOrder.Target, in database: Database) throws -> [StoredSession.Key] {
        let sql =
            if target.subject == nil {
                "DELETE FROM browserSession WHERE signIn = :signIn RETURNING key"
            } else {
                """
                DELETE FROM browserSession WHERE subject = :subject
                AND (:signIn IS NULL OR signIn IS NULL OR signIn = :signIn) RETURNING key
                """
            }
        var arguments: StatementArguments = ["signIn": target.signIn?.blob]
        if let subject = target.subject { arguments += ["subject": subject.blob] }
        return try Data.fetchAll(database, sql: sql, arguments: arguments)
            .compactMap { StoredSession.Key(octets: [UInt8]($0)) }
    }
}
