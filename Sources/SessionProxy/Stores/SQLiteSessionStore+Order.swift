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
