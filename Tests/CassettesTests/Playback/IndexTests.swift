// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Cassettes

struct IndexTests {
    @Test(arguments: [
        (PlaybackIndex.exchanges, "exchangeByRequest (recordingID=? AND path=? AND method=? AND rowid>?)"),
        (PlaybackIndex.slottedPaths, "exchangeWithSlotInPath (recordingID=? AND method=?)"),
        (PlaybackIndex.exchangesBefore, "exchangeByRequest (recordingID=? AND path=? AND method=? AND rowid<?)"),
        (PlaybackIndex.nextKey, "COVERING INDEX exchangeByRequest (recordingID=? AND (path,method)>(?,?))"),
        (Cassette.socketsAtPath, "exchangeByRequest (recordingID=? AND path=? AND method=?)"),
        (Cassette.exchangesOfRecording, "exchangeByRecording (recordingID=? AND rowid>?)"),
        (Cassette.playable, "exchangeByRecording (recordingID=?)"),
        (Cassette.playableCount, "(recordingID=?)"),
        (Cassette.framesOfSocket, "PRIMARY KEY (exchangeID=?)"),
        (Cassette.interimsOfExchange, "PRIMARY KEY (exchangeID=?)"),
        (Cassette.arrivalsOfBody, "PRIMARY KEY (exchangeID=? AND side=?)"),
        (Cassette.extentOfBody, "body USING INTEGER PRIMARY KEY (rowid=?)"),
        (Cassette.firstBlock, "INTEGER PRIMARY KEY (rowid=?)"),
        (Cassette.furtherBlock, "(bodyID=? AND position=?)"),
        ("SELECT id FROM body WHERE hash = ?", "(hash=?)"),
    ])
    func replayReadsAlongAnIndex(_ sql: String, _ index: String) async throws {
        let folder = try CassetteFolder()
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/")
        _ = try await traffic.recorder.finish()
        let unbound = sql.replacing("?", with: "1")
        let plan = try folder.rows("EXPLAIN QUERY PLAN \(unbound)").map { $0[3] }
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH") && $0.contains(index) }, "\(plan)")
    }
}
