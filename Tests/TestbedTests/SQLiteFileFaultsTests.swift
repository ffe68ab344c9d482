// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
import Testing

@testable import Testbed

/// Faults that a second process puts into a store of any schema.
@Suite struct SQLiteFileFaultsTests {
    @Test func refuseFailsEveryStatementUntilItIsHealed() async throws {
        try await Self.onStore { path, faults in
            try await faults.set(.refuse)
            #expect(throws: (any Error).self) { try Self.sealed(path) }
            try await faults.heal()
            #expect(try Self.sealed(path) == Data([1, 2, 3, 4, 5, 6, 7, 8]))
        }
    }

    @Test func garbageReplacesTheBlobsAndHealingBringsThemBack() async throws {
        try await Self.onStore { path, faults in
            try await faults.set(.garbage)
            let spoilt = try Self.sealed(path)
            #expect(spoilt.count == 8 && spoilt != Data([1, 2, 3, 4, 5, 6, 7, 8]))
            try await faults.heal()
            #expect(try Self.sealed(path) == Data([1, 2, 3, 4, 5, 6, 7, 8]))
            #expect(try Self.read(path) { try $0.tableExists("tenantless_kept_session") } == false)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func slowKeepsTheLockUntilItIsHealed() async throws {
        try await Self.onStore { path, faults in
            try await faults.set(.slow(.seconds(60)))
            try await Self.until { Self.isLocked(path) }
            try await faults.heal()
            #expect(!Self.isLocked(path))
        }
    }

    @Test func aNewFaultEndsTheOneBefore() async throws {
        try await Self.onStore { path, faults in
            try await faults.set(.refuse)
            try await faults.set(.garbage)
            #expect(try Self.sealed(path).count == 8)
            try await faults.heal()
        }
    }

    // MARK: Support

    private static func onStore(_ body: (String, SQLiteFileFaults) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("faults-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("store.sqlite").path
        try await DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: """
                    CREATE TABLE session (key BLOB NOT NULL PRIMARY KEY, sealed BLOB NOT NULL);
                    INSERT INTO session VALUES (x'aa', x'0102030405060708')
                    """)
        }
        try await body(path, SQLiteFileFaults(path: path))
    }

    private static func read<T>(_ path: String, _ work: (Database) throws -> T) throws -> T {
        try DatabaseQueue(path: path).read(work)
    }

    private static func sealed(_ path: String) throws -> Data {
        try read(path) { try Data.fetchOne($0, sql: "SELECT sealed FROM session") ?? Data() }
    }

    private static func isLocked(_ path: String) -> Bool {
        do {
            try DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE session SET key = key") }
            return false
        } catch {
            return true
        }
    }

    /// Waits for what another task does soon.
    private static func until(_ holds: () throws -> Bool) async throws {
        while try !holds() { await Task.yield() }
    }
}
