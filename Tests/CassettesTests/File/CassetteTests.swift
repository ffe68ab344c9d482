// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@testable import Cassettes

struct CassetteTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    /// A cassette with one exchange.
    private func record() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/api/v1/users/me", with: ["{}"])
        _ = try await traffic.recorder.finish()
    }

    private func expectRefusal(_ code: CassetteProblem.Code, _ sentence: String) throws {
        let before = try folder.bytes()
        let names = try folder.names
        #expect {
            try Cassette(path: folder.path())
        } throws: { error in
            let problem = error as? CassetteProblem
            return problem?.code == code && problem?.reason.contains(sentence) == true
        }
        #expect(try folder.bytes() == before)
        #expect(try folder.names == names)
    }

    @Test func publishedFileIsMarkedAndOneFile() async throws {
        try await record()
        #expect(try folder.names == ["tape.sqlite"])
        #expect(try folder.rows("PRAGMA application_id") == [["\(CassetteFormat.applicationID)"]])
        #expect(try folder.rows("PRAGMA user_version") == [["1"]])
        #expect(try folder.rows("PRAGMA journal_mode") == [["delete"]])
        #expect(try folder.rows("PRAGMA integrity_check") == [["ok"]])
        #expect(try folder.rows("PRAGMA foreign_key_check") == [])
        _ = try Cassette(path: folder.path())
    }

    @Test func everyTableExplainsItself() async throws {
        try await record()
        let tables = try folder.rows(
            "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_%' ESCAPE '\\'")
        #expect(tables.count >= 10)
        for table in tables {
            let firstLine = table[1].prefix { !$0.isNewline }
            #expect(firstLine.contains(" -- "), "the table \(table[0]) does not say what it is")
        }
    }

    @Test func fileThatIsNotThereIsRefused() {
        #expect(throws: CassetteProblem(.missing, "There is no file \(folder.path()).")) {
            try Cassette(path: folder.path())
        }
    }

    @Test func newerFileIsRefusedUntouched() async throws {
        try await record()
        try folder.execute("PRAGMA user_version = 2")
        try expectRefusal(.newer, "has cassette format 2; this program reads up to format 1")
    }

    @Test func fileOfAnotherProgramIsRefusedUntouched() throws {
        try folder.execute("CREATE TABLE note (text TEXT)")
        try expectRefusal(.foreign, "is an SQLite file of another program, not a cassette")
    }

    @Test(arguments: ["", "{\"log\":{}}", String(repeating: "no database ", count: 1000)])
    func fileThatIsNoDatabaseIsRefusedUntouched(_ content: String) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: folder.path()))
        try expectRefusal(.notDatabase, "is not an SQLite file")
    }

    @Test(arguments: [50, 4096, 20_000])
    func truncatedFileIsRefusedUntouched(_ size: Int) async throws {
        try await record()
        try folder.bytes().prefix(size).write(to: URL(fileURLWithPath: folder.path()))
        try expectRefusal(.truncated, "is cut off: it has \(size) of ")
    }

    @Test func damagedFileIsRefusedUntouched() async throws {
        try await record()
        var bytes = try folder.bytes()
        // The first page holds the schema behind its header of 100 bytes.
        bytes.replaceSubrange(100..<400, with: Data(repeating: 0xFF, count: 300))
        try bytes.write(to: URL(fileURLWithPath: folder.path()))
        try expectRefusal(.corrupt, "is damaged")
    }

    @Test func lockedFileIsRefusedUntouched() async throws {
        try await record()
        try folder.whileLocked { try expectRefusal(.locked, "is in use by another process") }
    }

    @Test func writeProtectedFileIsNotRecordedInto() async throws {
        try await record()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path())
        let before = try folder.bytes()
        #expect {
            try Traffic(folder)
        } throws: {
            ($0 as? CassetteProblem)?.code == .readOnly
        }
        #expect(try folder.bytes() == before)
        #expect(try folder.names == ["tape.sqlite"])
        _ = try Cassette(path: folder.path())
    }

    @Test func folderThatIsNotThereIsRefused() {
        #expect {
            try CassetteRecorder(path: folder.path("no/tape.sqlite"), options: CassetteRecorder.Options(name: "x"))
        } throws: {
            ($0 as? CassetteProblem)?.code == .readOnly
        }
    }

    @Test func whatAnUnfinishedRecordingLeftIsNotOverwritten() async throws {
        let traffic = try Traffic(folder)
        #expect {
            try Traffic(folder)
        } throws: {
            ($0 as? CassetteProblem)?.code == .unfinished
        }
        _ = try await traffic.recorder.finish()
        #expect(try folder.names == ["tape.sqlite"])
    }

    @Test func secondRecordingStandsBesideTheFirst() async throws {
        try await record()
        try await record()
        #expect(
            try folder.rows("SELECT id, kind, previousID FROM recording") == [
                ["1", "whole", "NULL"], ["2", "whole", "1"],
            ])
        #expect(try folder.rows("SELECT id, recordingID FROM exchange") == [["1", "1"], ["2", "2"]])
        #expect(try folder.rows("SELECT count(*) FROM body") == [["1"]], "the same content is kept once")
    }
}
