// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
import Testing
import Transport

@testable import SessionProxy

/// A SQLite file in a folder of its own.
struct StoreFile {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-\(UUID().uuidString)")
    var path: String { folder.appendingPathComponent("sessions.sqlite").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
}

@Suite struct SQLiteSessionStoreTests {
    private static func session() -> StoredSession {
        StoredSession(key: StoredSession.Key(SessionID(a: 1, b: 7)), sealed: [1, 2, 3], expiresAt: 1000, generation: 1)
    }

    @Test func aSweepSaysHowManyItTook() async throws {
        let store = try SQLiteSessionStore(path: try StoreFile().path)
        try await store.create(Self.session())
        #expect(try await store.sweep(at: 999) == 0)
        #expect(try await store.sweep(at: 1000) == 1)
    }

    @Test func sessionsSurviveAnotherOpening() async throws {
        let file = try StoreFile()
        let first = try SQLiteSessionStore(path: file.path)
        try await first.create(Self.session())
        // Not closed, as after kill -9: the log alone holds the row.
        let second = try SQLiteSessionStore(path: file.path)
        #expect(try await second.load(Self.session().key) != nil)
        let check = try await DatabaseQueue(path: file.path).read {
            try String.fetchOne($0, sql: "PRAGMA integrity_check")
        }
        #expect(check == "ok")
    }

    @Test func theWriterWaitsForTheDisk() async throws {
        let file = try StoreFile()
        let store = try SQLiteSessionStore(path: file.path)
        #expect(try await store.synchronousLevel() == 2)
    }

    @Test func aStoreThatSomebodyHoldsIsBusy() async throws {
        let file = try StoreFile()
        let store = try SQLiteSessionStore(path: file.path)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: file.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let problem = await #expect(throws: StoreProblem.self) { try await store.create(Self.session()) }
        #expect(problem?.code == .busy)
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await store.create(Self.session())
    }

    @Test func whatIsNoDatabaseIsRefused() async throws {
        let file = try StoreFile()
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: file.path))
        let problem = #expect(throws: StoreProblem.self) { try SQLiteSessionStore(path: file.path) }
        #expect(problem?.code == .corrupt)
        #expect(throws: StoreProblem.self) { try SQLiteSessionStore(path: file.folder.path + "/none/x.sqlite") }
    }

    @Test func aFileOfAnOlderVersionIsTakenOver() async throws {
        let file = try StoreFile()
        let queue = try DatabaseQueue(path: file.path)
        try SessionStoreMigrations.migrator.migrate(queue, upTo: "2026-11 browserSession")
        let session = Self.session()
        try await queue.write { database in
            try database.execute(
                sql: "INSERT INTO browserSession (key, sealed, expiresAt) VALUES (?, ?, 1000)",
                arguments: [Data(session.key.octets), Data(session.sealed)])
        }
        let store = try SQLiteSessionStore(path: file.path)
        #expect(try await store.load(session.key)?.sealed == session.sealed)
        #expect(try await store.update([session]) == [:])
        #expect(try await store.load(session.key) == session)
    }

    @Test func aFileOfANewerVersionIsRefused() async throws {
        let file = try StoreFile()
        _ = try SQLiteSessionStore(path: file.path)
        try await DatabaseQueue(path: file.path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2999-01 unheard of')")
        }
        let problem = #expect(throws: StoreProblem.self) { try SQLiteSessionStore(path: file.path) }
        #expect(problem?.code == .newer)
    }

    @Test func aDumpOfTheStoreTellsNothing() async throws {
        let file = try StoreFile()
        let stage = try ControlStage(store: try SQLiteSessionStore(path: file.path))
        let browser = try await stage.signedIn()
        let session = try await browser.session()
        _ = try await stage.keeper.csrfToken(for: session, refresh: false)
        session.touch(stage.clock.timeSource.now())
        stage.keeper.persist(session)
        await stage.keeper.archive.flush()
        for name in try FileManager.default.contentsOfDirectory(atPath: file.folder.path) {
            let content = try Data(contentsOf: file.folder.appendingPathComponent(name))
            let ticket = try browser.requiredTicket()
            for secret in [
                "sid-canary", "csrf-cookie", "token-1", "ana", "session-secret-canary", ticket.id.text,
                ticket.secret.text,
            ] {
                #expect(content.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(name)")
            }
            #expect(content.range(of: Data(ticket.id.octets)) == nil)
        }
    }
}
