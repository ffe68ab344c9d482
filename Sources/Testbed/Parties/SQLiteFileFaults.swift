// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import GRDB
import ScenarioRunner

/// Faults put into an SQLite store from outside, as a second process that has the file open: any proxy's, any schema.
///
/// | Fault | What the file undergoes |
/// |---|---|
/// | refuse | its tables go by other names, so that every statement fails |
/// | garbage | every blob is replaced by random bytes of its length |
/// | slow | another writer holds the lock, lets go for half as long, and takes it again |
actor SQLiteFileFaults {
    private static let hidden = "tenantless_hidden_"
    private static let kept = "tenantless_kept_"

    private let path: String
    private var fault: StoreFaults.Fault?
    private var rival: Task<Void, any Error>?

    init(path: String) {
        self.path = path
    }

    /// Breaks the store that way; an earlier fault ends first.
    func set(_ fault: StoreFaults.Fault) async throws {
        try await heal()
        switch fault {
        case .refuse: try write { try Self.hide($0) }
        case .garbage: try write { try Self.spoil($0) }
        case .slow(let time): rival = Task { [path] in try await Self.holdLock(of: path, for: time) }
        }
        self.fault = fault
    }

    /// Mends what was broken; what the proxy wrote meanwhile into spoilt rows is undone.
    func heal() async throws {
        switch fault {
        case .refuse: try write { try Self.show($0) }
        case .garbage: try write { try Self.restore($0) }
        case .slow:
            rival?.cancel()
            _ = await rival?.result
            rival = nil
        case nil: break
        }
        fault = nil
    }

    private func write(_ work: (Database) throws -> Void) throws {
        do {
            try Self.open(path).write(work)
        } catch {
            throw StageProblem(.harness, "the session store could not be broken or mended: \(error)")
        }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func tables(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    }

    // MARK: Refuse

    private static func hide(_ database: Database) throws {
        for table in try tables(database) { try rename(table, to: hidden + table, database) }
    }

    private static func show(_ database: Database) throws {
        for table in try tables(database) where table.hasPrefix(hidden) {
            try rename(table, to: String(table.dropFirst(hidden.count)), database)
        }
    }

    private static func rename(_ table: String, to name: String, _ database: Database) throws {
        try database.execute(
            sql: "ALTER TABLE \(table.quotedDatabaseIdentifier) RENAME TO \(name.quotedDatabaseIdentifier)")
    }

    // MARK: Garbage

    private static func spoil(_ database: Database) throws {
        for table in try tables(database) {
            let blobs = try database.columns(in: table)
                .filter { $0.type == "BLOB" && $0.primaryKeyIndex == 0 }.map(\.name.quotedDatabaseIdentifier)
            guard !blobs.isEmpty else { continue }
            let name = table.quotedDatabaseIdentifier
            let copy = (kept + table).quotedDatabaseIdentifier
            let spoilt = blobs.map { "\($0) = randomblob(length(\($0)))" }.joined(separator: ", ")
            try database.execute(sql: "CREATE TABLE \(copy) AS SELECT * FROM \(name); UPDATE \(name) SET \(spoilt)")
        }
    }

    private static func restore(_ database: Database) throws {
        for copy in try tables(database) where copy.hasPrefix(kept) {
            let name = String(copy.dropFirst(kept.count)).quotedDatabaseIdentifier
            let source = copy.quotedDatabaseIdentifier
            try database.execute(sql: "INSERT OR REPLACE INTO \(name) SELECT * FROM \(source); DROP TABLE \(source)")
        }
    }

    // MARK: Slow

    private static func holdLock(of path: String, for time: Duration) async throws {
        let rival = try open(path)
        while !Task.isCancelled {
            try rival.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let isOver = await rests(for: time)
            try rival.inDatabase { try $0.execute(sql: "ROLLBACK") }
            if isOver { return }
            _ = await rests(for: time / 2)
        }
    }

    /// Waits as the scenario asked; true when the wait was cut short.
    private static func rests(for time: Duration) async -> Bool {
        do {
            try await ContinuousClock().sleep(for: time)
            return false
        } catch {
            return true
        }
    }
}
