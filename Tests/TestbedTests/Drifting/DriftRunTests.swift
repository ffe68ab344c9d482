// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Foundation
import MockTenant
import SessionProxy
import Testing
import Transport
import Wire

@testable import Testbed

/// Recorded requests, sent to the mock tenant again.
@Suite("Drift", .timeLimit(.minutes(2))) struct DriftRunTests {
    private static let shipped = TestbedResources.fixtures + "/Cassettes/mock-tenant.sqlite"

    /// The recordings in which the tenant did nothing that a scenario told it to do.
    @Test(arguments: [
        "headers/request-fields-arrive", "isolation/between-users", "isolation/no-tenant-cookie-reaches-the-browser",
        "logout/the-tenant-session-ends-too", "sign-in/opens-a-tenant-session",
        "websocket/opens-with-the-sessions-cookies",
    ])
    func theMockTenantIsAsItWasRecorded(title: String) async throws {
        let report = try await report(title)
        #expect(report.text.hasSuffix(": 0 error, 0 warning, 0 info\n"), "\(report.text)")
        #expect(report.cases.reduce(0) { $0 + $1.exchanges } >= 4)
    }

    @Test func aTenantThatAnswersOtherwiseIsFoundOut() async throws {
        let report = try await report("isolation/no-tenant-cookie-reaches-the-browser") { tenant in
            tenant.script.add(
                ScriptedAnswer(
                    path: "/api/v1/users/me", user: "drift-2",
                    action: .respond(
                        status: 200, headers: ["Content-Type": "application/json"], body: #"{"id":7}"#.octets)))
        }
        #expect(report.text.contains("error: GET /api/v1/users/me: body/id: string → number\n"), "\(report.text)")
        #expect(report.text.contains("warning: GET /api/v1/users/me: body/email: gone: string\n"))
        #expect(report.count(.error) == 1)
    }

    @Test func aSocketThatIsRefusedOrClosedNowIsFoundOut() async throws {
        let refused = try await report("sign-in/opens-a-tenant-session") { tenant in
            tenant.script.add(
                ScriptedAnswer(path: "/app/**", action: .refuseUpgrade(status: 403, headers: [:], body: [])))
        }
        #expect(refused.text.contains(": status: 101 → 403\n"), "\(refused.text)")
        let closed = try await report("websocket/close-codes-pass", of: Self.shipped)
        let ends = closed.cases.flatMap(\.findings).map(\.finding).filter { $0.place == "close" }
        #expect(ends.map(\.before) == ["4204 by the server", "4003 by the server"])
        #expect(closed.count(.error) == 2)
    }

    /// REST with paging, an upload that is downloaded under the id of now, events, and an engine dialogue on two sockets.
    @Test func aWholeConversationIsSentAgain() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tenantless-test-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let recorder = RunRecorder(path: folder + "/whole.cassette", folder: folder)
        let stage = try await TestRun.factory(source: .recorded(recorder)).makeTestStage(
            TestRun.scenario(id: "tests/drift"))
        try await Conversation(stage: stage).play(withEndings: false)
        await stage.close()
        #expect(try recorder.publish() == 1)
        let report = try await report("tests/drift", of: folder + "/whole.cassette")
        #expect(report.count(.error) == 0, "\(report.text)")
        #expect(report.count(.warning) == 0, "\(report.text)")
        let names = report.cases.map(\.request)
        #expect(names.contains { $0.hasPrefix("POST /api/v1/temp-contents") })
        #expect(names.contains("GET /api/v1/events?count=4"))
        #expect(names.count { $0.hasPrefix("GET /app/") } == 1)
    }

    @Test func aTenantThatIsNotThereIsAnError() async throws {
        let cassette = try Cassette(path: Self.shipped)
        var report = DriftReport(recorded: "then", now: "now")
        let run = try DriftRun(
            cassette, try cassette.currentRecordings(), tenant: HTTPURL("https://tenant.localhost:1"),
            trust: ClientTLS(), token: { _ in "" })
        await #expect(throws: TransportError.self) { try await run.run(into: &report) }
    }

    private func report(
        _ title: String, of path: String = shipped, changing change: (MockTenant) -> Void = { _ in }
    ) async throws -> DriftReport {
        let cassette = try Cassette(path: path)
        let recordings = try cassette.currentRecordings(named: title)
        let mock = try await DriftMock.start(
            for: recordings, of: cassette, switches: .awkward, material: TestRun.material.get())
        change(mock.tenant)
        var report = DriftReport(recorded: path, now: "the mock tenant")
        let run = try DriftRun(cassette, recordings, tenant: mock.url, trust: mock.trust) { person in
            try await mock.access.token(
                for: "tenantless-drift-\(person)", email: "drift-\(person)@example.com", id: UUID().uuidString,
                now: TimeSource.system.now() / 1000)
        }
        try await run.run(into: &report)
        await mock.tenant.stop()
        return report
    }
}
