// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import Cassettes

struct IndexTests {
    @Test(arguments: [
        PlaybackIndex.exchanges, PlaybackIndex.slottedPaths, PlaybackIndex.paths, Cassette.socketsAtPath,
        Cassette.exchangesOfRecording, Cassette.playable, Cassette.playableCount,
        Cassette.framesOfSocket, Cassette.interimsOfExchange, Cassette.arrivalsOfBody, Cassette.extentOfBody,
        Cassette.firstBlock, Cassette.furtherBlock, "SELECT id FROM body WHERE hash = ?",
    ])
    func replayReadsAlongAnIndex(_ sql: String) async throws {
        let folder = try CassetteFolder()
        var traffic = try Traffic(folder)
        traffic.exchange("GET", "/")
        _ = try await traffic.recorder.finish()
        let unbound = sql.replacing("?", with: "1")
        let plan = try folder.rows("EXPLAIN QUERY PLAN \(unbound)").map { $0[3] }
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH") })
    }
}
