// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

@Suite struct VerifyTests {
    struct Report: Decodable {
        struct Scenario: Decodable {
            let id: String
            let verdict: String
        }
        let schema: Int
        let target: String
        let seed: UInt64
        let counts: [String: Int]
        let scenarios: [Scenario]
    }

    @Test func aScenarioAndWhatItNeedsPassOnTheBuiltInProxy() async throws {
        let folder = try ScratchFolder([:])
        let json = folder.path + "/report.json"
        let junit = folder.path + "/report.xml"
        let run = try await CommandRun.tenantless(
            "verify", "isolation/between-users", "--seed", "7", "--report", "json=\(json)", "--report", "junit=\(junit)"
        )
        #expect(run.output.hasSuffix("scenarios: 2 passed, 0 failed\n"))
        #expect(run.status == 0)
        let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
        #expect(report.schema == 1)
        #expect(report.target == "built-in")
        #expect(report.seed == 7)
        #expect(report.counts["passed"] == 2)
        #expect(report.scenarios.map(\.id) == ["sign-in/opens-a-tenant-session", "isolation/between-users"])
        #expect(
            try String(contentsOfFile: junit, encoding: .utf8).contains("<testsuite name=\"isolation\" tests=\"1\""))
    }

    @Test func aScenarioThatIsKnownToFailButPassesIsStale() async throws {
        let folder = try ScratchFolder([
            "known.yaml": "- scenario: sign-in/opens-a-tenant-session\n  reason: not so\n"
        ])
        let run = try await CommandRun.tenantless(
            "verify", "sign-in/opens-a-tenant-session", "--known-failing", folder.path + "/known.yaml")
        #expect(run.output.hasSuffix("scenarios: 0 passed, 0 failed, 1 stale\n"))
        #expect(run.status == 1)
    }
}
