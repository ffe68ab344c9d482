// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps sealed sessions in one SQLite file.
///
/// - Shape: write-ahead log, so that readers never wait, and a process that is killed leaves a file that opens
///   (SQLite, "Write-Ahead Logging"). `synchronous=FULL`, so that a finished sign-in outlives even a power cut: one
///   `fdatasync` per transaction, measured at 0.15 ms, beside the two signatures and three requests of a sign-in.
/// - Shape: GRDB sets `synchronous=NORMAL` itself when it turns the log on, so FULL is set on the writer afterwards.
public final class SQLiteSessionStore: SessionStore {
    private let pool: DatabasePool

    /// How long a call waits for another process that writes; then the store is busy.
    static let busySeconds = 1.0

    /// Opens the file, making it when there is none.
    ///
    /// - Throws: `StoreProblem`.
    public init(path: String) throws {
        pool = try Self.explaining {
            var configuration = Configuration()
            configuration.busyMode = .timeout(Self.busySeconds)
            configuration.label = "tenantless.sessions"
            let pool = try DatabasePool(path: path, configuration: configuration)
            try SessionStoreMigrations.migrator.migrate(pool)
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
        let isNewer = try Self.explaining { try pool.read(SessionStoreMigrations.migrator.hasBeenSuperseded) }
        guard !isNewer else { throw StoreProblem(.newer, "The session store was written by a newer version.") }
    }

    /// Keeps a new session.
    public func create(_ session: StoredSession) async throws {
        try await writing { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO browserSession (key, sealed, expiresAt, generation, subject, signIn)
                    VALUES (:key, :sealed, :expiresAt, :generation, :subject, :signIn)
                    """)
            try statement.execute(arguments: session.columns)
        }
    }

    /// The session under that key.
    public func load(_ key: StoredSession.Key) async throws -> StoredSession? {
        try await Self.explaining {
            try await self.pool.read { database in
                let statement = try database.cachedStatement(
                    sql: "SELECT sealed, expiresAt, generation, subject, signIn FROM browserSession WHERE key = ?")
                guard let row = try Row.fetchOne(statement, arguments: [key.blob]) else { return nil }
                return StoredSession(
                    key: key, sealed: [UInt8](row["sealed"] as Data), expiresAt: row["expiresAt"],
                    generation: UInt64(row["generation"] as Int64), owner: SessionOwner(row))
            }
        }
    }

    /// Replaces sessions that are still there and no newer, in one transaction.
    public func update(_ sessions: [StoredSession]) async throws -> [StoredSession.Key: UpdateRefusal] {
        try await writing { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE browserSession SET sealed = :sealed, expiresAt = :expiresAt, generation = :generation,
                    subject = :subject, signIn = :signIn WHERE key = :key AND generation <= :generation
                    """)
            let presence = try database.cachedStatement(sql: "SELECT 1 FROM browserSession WHERE key = ?")
            var refusals: [StoredSession.Key: UpdateRefusal] = [:]
            for session in sessions {
                try statement.execute(arguments: session.columns)
                guard database.changesCount == 0 else { continue }
                let isThere = try Row.fetchOne(presence, arguments: [session.key.blob]) != nil
                refusals[session.key] = isThere ? .outdated : .gone
            }
            return refusals
        }
    }

    /// Forgets a session.
    public func delete(_ key: StoredSession.Key) async throws {
        try await writing { database in
            try database.cachedStatement(sql: "DELETE FROM browserSession WHERE key = ?")
                .execute(arguments: [key.blob])
        }
    }

    /// Forgets the sessions that expired.
    public func sweep(at now: Int64) async throws -> Int {
        try await writing { database in
            try database.cachedStatement(sql: "DELETE FROM logoutOrder WHERE expiresAt <= ?")
                .execute(arguments: [now])
            try database.cachedStatement(sql: "DELETE FROM browserSession WHERE expiresAt <= ?")
                .execute(arguments: [now])
            return database.changesCount
        }
    }

    /// Writes something that means nothing: to take the write lock alone succeeds on a full disk, too.
    ///
    /// - Source: SQLite, "PRAGMA user_version": a number that SQLite makes no use of, in the first page of the file.
    public func ping() async throws {
        try await writing { try $0.execute(sql: "PRAGMA user_version = 0") }
    }

    /// Folds the log into the file and closes it.
    public func close() async {
        do {
            try pool.close()
        } catch {
            // Somebody still reads; the file is consistent either way, and the log is folded in at the next opening.
        }
    }
}

extension SQLiteSessionStore {
    func writing<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await Self.explaining { try await self.pool.write(work) }
    }

    private static func explaining<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as DatabaseError { throw StoreProblem(error) }
    }

    private static func explaining<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let error as DatabaseError { throw StoreProblem(error) }
    }
}

extension StoreProblem {
    /// Says what SQLite's code means for us; its message is left out, for it may quote values.
    ///
    /// - Source: SQLite, "Result and Error Codes".
    fileprivate init(_ error: DatabaseError) {
        let number = error.extendedResultCode.rawValue
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy, "SQLite is busy (\(number)).")
        case .SQLITE_FULL: self.init(.full, "SQLite has no room left (\(number)).")
        case .SQLITE_READONLY, .SQLITE_PERM: self.init(.readOnly, "SQLite may not write (\(number)).")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
            self.init(.corrupt, "SQLite found something that cannot be (\(number)).")
        default: self.init(.unavailable, "SQLite failed (\(number)).")
        }
    }
}

extension StoredSession {
    /// What a statement may ask for by name.
    fileprivate var columns: StatementArguments {
        [
            "key": key.blob, "sealed": sealed.blob, "expiresAt": expiresAt, "generation": Int64(generation),
            "subject": owner?.subject.blob, "signIn": owner?.signIn?.blob,
        ]
    }
}

extension StoredSession.Key {
    var blob: Data { octets.blob }
}

extension [UInt8] {
    var blob: Data { Data(self) }
}

extension SessionOwner {
    fileprivate init?(_ row: Row) {
        guard let subject = row["subject"] as Data? else { return nil }
        self.init(subject: [UInt8](subject), signIn: (row["signIn"] as Data?).map { [UInt8]($0) })
    }
}

extension SQLiteSessionStore {
    /// SQLite's `synchronous` of the writer: 2 is FULL.
    func synchronousLevel() async throws -> Int? {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }
}
