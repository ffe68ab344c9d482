// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing
import Wire

@testable import Testbed

/// A whole signed-in conversation, sockets included: recorded through the proxy from the mock tenant, then played from
/// the cassette to the same clients.
@Suite("A conversation recorded and replayed", .timeLimit(.minutes(2))) struct WholeConversationTests {
    @Test func clientsSeeTheSameAgainAndNothingIsMissedOrLeft() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-test-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/whole.cassette"

        let recorder = RunRecorder(path: path, folder: folder)
        let recorded = try await seen(.recorded(recorder), seed: 1)
        #expect(try recorder.publish() == 1)
        let player = try RunPlayer(path: path)
        #expect(player.scenarios == [Self.id])
        let replayed = try await seen(.replayed(player), seed: 2)

        #expect(recorded.exchanges.count == replayed.exchanges.count)
        for (then, now) in zip(recorded.exchanges, replayed.exchanges) { #expect(then == now) }
        #expect(recorded.sockets.count == 4)
        for (then, now) in zip(recorded.sockets, replayed.sockets) { #expect(then == now) }
        #expect(recorded.sockets.map(\.closeCode) == [1000, 1000, 4204, 1011])
        #expect(recorded.sockets.map(\.closedBy) == [.client, .client, .server, .server])
        #expect(recorded.secrets.isDisjoint(with: replayed.secrets) && !replayed.secrets.isEmpty)
        #expect(player.rests.count == 1 && player.rests.allSatisfy(\.isEmpty), "\(player.rests)")
    }

    /// What the browsers saw.
    private struct Seen {
        var exchanges: [String]
        var sockets: [WitnessedSocket]
        /// The cookies and tokens of the tenant.
        var secrets: Set<String>
    }

    private static let id = "tests/whole-conversation"

    private func seen(_ source: TenantSource, seed: UInt64) async throws -> Seen {
        let factory = try TestRun.factory(seed: seed, source: source)
        let stage = try await factory.makeTestStage(TestRun.scenario(id: Self.id))
        do {
            try await Conversation(stage: stage).play()
        } catch {
            Issue.record(error)
        }
        let exchanges = stage.witness(.browser).exchanges.filter {
            $0.request.target.hasPrefix("/api/") || $0.request.target.hasPrefix("/app/")
        }
        let secrets = await stage.tenant.sessions().flatMap { $0.cookies.compactMap(\.value) + $0.csrfTokens }
        await stage.close()
        return Seen(
            exchanges: exchanges.map(Self.text), sockets: exchanges.compactMap(\.socket).map(Self.timeless),
            secrets: Set(secrets))
    }

    /// Status, lines and body, without dates and ports.
    private static func text(_ exchange: WitnessedExchange) -> String {
        let lines =
            exchange.response?.headers.filter {
                !["date", "set-cookie", "sec-websocket-accept"].contains($0.name.lowercased())
            } ?? []
        let body = exchange.response?.body
        let text = """
            \(exchange.actor ?? "") \(exchange.request.method) \(exchange.request.target) \(exchange.response?.status ?? 0)
            \(lines.map { "\($0.name): \($0.value)" }.joined(separator: "\n"))
            \(body?.count ?? 0) \(body?.text ?? "")
            """
        return text.replacing(/localhost:\d+/, with: "localhost").replacing(/Content-Length: \d+\n/, with: "")
            .replacing(/\n\d+ \{/, with: "\n{")
    }

    private static func timeless(_ socket: WitnessedSocket) -> WitnessedSocket {
        WitnessedSocket(
            frames: socket.frames.map { frame in
                var frame = frame
                frame.at = 0
                return frame
            },
            closedBy: socket.closedBy, closeCode: socket.closeCode, closeReason: socket.closeReason)
    }
}
