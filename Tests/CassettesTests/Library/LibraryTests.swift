// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import NIOCore
import Testing
import Wire

@testable import Cassettes

struct LibraryTests {
    private let folder: CassetteFolder

    init() throws { folder = try CassetteFolder() }

    /// One user's exchange with a secret, and a socket.
    private func record(_ name: String = "tape.sqlite", extra: Bool = false) async throws {
        var traffic = try Traffic(folder, name: name)
        traffic.exchange(
            "POST", "/api?x=1", headers: ["Cookie": "eas.sid=4fa1b2c3d4e5f6a7"], body: ["{\"a\":[1,2],\"b\":{}}"],
            answering: ["Content-Type": "application/json"], with: ["{\"ok\":true,\"sid\":\"4fa1b2c3d4e5f6a7\"}"],
            user: "ana")
        let socket = traffic.socket("/app/1", user: "ana")
        traffic.frame(socket, .client, "{\"id\":1}", after: 0)
        traffic.frame(socket, .server, "\u{0}\u{1}", opcode: 2, after: 1)
        traffic.report(
            socket, .socketEnded(RecordedSocketEnd(by: .server, hadCloseFrame: true, code: 4204, reason: "bye")))
        traffic.report(socket, .ended(.complete))
        if extra { traffic.exchange("GET", "/extra", with: ["extra"], outcome: .clientLeft) }
        _ = try await traffic.recorder.finish()
    }

    private var cassette: Cassette {
        get throws { try Cassette(path: folder.path()) }
    }

    @Test func summaryCountsWhatTheFileHolds() async throws {
        try await record(extra: true)
        let summary = try cassette.summary()
        let recording = try #require(summary.recordings.first)
        #expect(recording.exchanges == 3 && recording.sockets == 1 && recording.open == 0 && recording.users == 1)
        #expect(recording.slots == ["cookie": 1])
        #expect(summary.rows["frame"] == 2 && summary.rows["body"] == 3 && summary.rows.count == 10)
        #expect(summary.bytes == (try folder.bytes().count))
        #expect(abs(recording.age(at: Date())) < 600)
    }

    @Test func tablesOfTheFileAreTheListedOnes() async throws {
        try await record()
        let names = try folder.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'")
        #expect(Set(names.map { $0[0] }) == Set(CassetteMigrations.tables))
    }

    @Test func textShowsHeadsBodiesAndFrames() async throws {
        try await record(extra: true)
        var text = ""
        try CassetteText(cassette).export(cassette.recordings()) { text += $0 }
        #expect(
            text
                == """
                # test
                user 1: ana
                slot 1: cookie eas.sid of user 1

                ## POST /api?x=1 [user 1]
                https://tenant.example HTTP/1.1
                > Cookie: eas.sid={{slot:1}}
                  19 bytes: 7b 22 61 22 3a 5b 31 2c 32 5d 2c 22 62 22 3a 7b 7d 7d
                < 200 OK
                < Content-Type: application/json
                  {
                    "ok": true,
                    "sid": "{{slot:1}}"
                  }

                ## GET /app/1 [user 1]
                https://tenant.example HTTP/1.1
                > Upgrade: websocket
                < 101 Switching Protocols
                > text {"id":1}
                < binary 2 bytes: 00 01
                = ended by the server: close 4204 bye

                ## GET /extra
                https://tenant.example HTTP/1.1
                < 200 OK
                  5 bytes: 65 78 74 72 61
                = client-left

                """.replacing("19 bytes", with: "18 bytes"))
    }

    @Test func textOfTheSameTrafficIsTheSame() async throws {
        try await record()
        try await record("again.sqlite")
        var texts = ["", ""]
        for (index, name) in ["tape.sqlite", "again.sqlite"].enumerated() {
            let cassette = try Cassette(path: folder.path(name))
            try CassetteText(cassette).export(cassette.recordings()) { texts[index] += $0 }
        }
        #expect(texts[0] == texts[1])
    }

    @Test func lineTellsWhatAnExchangeWas() async throws {
        try await record()
        #expect(
            try CassetteText(cassette).line(cassette.exchange(1)) == "1 200 POST /api?x=1 30 B 0 ms user 1")
        #expect(throws: CassetteProblem(.unknown, "\(folder.path()) has no exchange 9.")) { try cassette.exchange(9) }
    }

    @Test func mergedFilesKeepTheirRecordingsAndShareBodies() async throws {
        try await record("a.sqlite")
        try await record("b.sqlite", extra: true)
        try CassetteMerge.merge([folder.path("a.sqlite"), folder.path("b.sqlite")], into: folder.path())
        #expect(try folder.names == ["a.sqlite", "b.sqlite", "tape.sqlite"])
        #expect(try folder.rows("SELECT id FROM recording") == [["1"], ["2"]])
        #expect(try folder.rows("SELECT recordingID, count(*) FROM exchange GROUP BY 1") == [["1", "2"], ["2", "3"]])
        #expect(try folder.rows("SELECT count(*) FROM body") == [["3"]])
        #expect(try folder.rows("SELECT exchangeID, count(*) FROM frame GROUP BY 1") == [["2", "2"], ["4", "2"]])
        #expect(try folder.rows("PRAGMA foreign_key_check") == [])
        var texts: [String] = []
        for recording in try cassette.recordings() {
            var text = ""
            try CassetteText(cassette).export([recording]) { text += $0 }
            texts.append(text)
        }
        #expect(texts[1].hasPrefix(texts[0]))
    }

    @Test func whatIsMergedMayBeReadMeanwhile() async throws {
        try await record("a.sqlite")
        try folder.whileRead("a.sqlite") {
            try CassetteMerge.merge([folder.path("a.sqlite")], into: folder.path())
        }
        #expect(try cassette.recordings().count == 1)
    }

    @Test func mergingWhatIsNoCassetteChangesNothing() async throws {
        try await record()
        let before = try folder.bytes()
        try Data("no".utf8).write(to: URL(fileURLWithPath: folder.path("no.sqlite")))
        #expect(throws: CassetteProblem.self) {
            try CassetteMerge.merge([folder.path("no.sqlite")], into: folder.path())
        }
        #expect(try folder.bytes() == before)
        #expect(try folder.names == ["no.sqlite", "tape.sqlite"])
    }

    @Test func vacuumKeepsWhatIsReadAndNoMore() async throws {
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/large", with: [String(repeating: "x", count: 100_000)])
        _ = try await traffic.recorder.finish()
        try await record()
        let sizes = try CassetteVacuum.vacuum(folder.path(), keeping: .current)
        #expect(sizes.after < sizes.before)
        #expect(try folder.rows("SELECT id, previousID FROM recording") == [["2", "NULL"]])
        #expect(try folder.rows("SELECT count(*) FROM exchange") == [["2"]])
        #expect(try folder.rows("SELECT count(*) FROM body") == [["2"]])
        #expect(try folder.rows("PRAGMA foreign_key_check") == [])
        #expect(try folder.names == ["tape.sqlite"])
    }
}
