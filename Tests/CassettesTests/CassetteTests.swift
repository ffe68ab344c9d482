// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import GRDB
import Testing

@testable import Cassettes

struct CassetteTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).sqlite").path

    @Test func newFileIsMarkedAndEmpty() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try Cassette(path: path).recordingCount() == 0)
        let marks = try DatabaseQueue(path: path).read { db in
            (try Int32.fetchOne(db, sql: "PRAGMA application_id"), try Int32.fetchOne(db, sql: "PRAGMA user_version"))
        }
        #expect(marks == (Cassette.applicationID, Cassette.formatVersion))
    }

    @Test func existingFileOpensAgain() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try Cassette(path: path)
        #expect(try Cassette(path: path).recordingCount() == 0)
    }

    @Test func newerFileIsRefusedUntouched() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try Cassette(path: path)
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 2") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect { try Cassette(path: path) } throws: { ($0 as? CassetteProblem)?.code == .newer }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func fileOfAnotherProgramIsRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE note (text TEXT)") }
        #expect { try Cassette(path: path) } throws: { ($0 as? CassetteProblem)?.code == .foreign }
    }

    @Test func fileThatIsNoDatabaseIsRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("not a database, but long enough to look like a file of some program".utf8)
            .write(to: URL(fileURLWithPath: path))
        #expect { try Cassette(path: path) } throws: { ($0 as? CassetteProblem)?.code == .unreadable }
    }
}
