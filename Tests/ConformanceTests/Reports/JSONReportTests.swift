// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct JSONReportTests {
    @Test func theNamesAreThoseOfTheContract() async throws {
        let report = RunReport(
            target: "built-in", seed: 7, seconds: 12.3456, results: Array(ReportSample.results.prefix(2)),
            catalogue: [ReportSample.catalogue[0]],
            saboteurs: [ReportSample.judgement("caught", .killedByOwn, "wrong")], rerun: RerunCommand(seed: 7))
        let record = try await ReportSample.record(of: report, catalogue: [ReportSample.catalogue[0]])
        let counts = Verdict.words.sorted().map { "    \"\($0)\" : \(["passed", "failed"].contains($0) ? 1 : 0)" }
        #expect(
            try JSONReport(record).text() == """
                {
                  "counts" : {
                \(counts.joined(separator: ",\n"))
                  },
                  "requirements" : [
                    {
                      "id" : "ISOL-01",
                      "level" : "MUST",
                      "saboteurs" : [
                        "caught"
                      ],
                      "scenarios" : [
                        "a/good"
                      ],
                      "verdict" : "passed"
                    }
                  ],
                  "saboteurs" : [
                    {
                      "breaks" : [
                        "ISOL-01"
                      ],
                      "by" : [
                        "a/good"
                      ],
                      "name" : "caught",
                      "verdict" : "killed-by-own"
                    }
                  ],
                  "scenarios" : [
                    {
                      "covers" : [
                        "ISOL-01"
                      ],
                      "id" : "a/good",
                      "kind" : "required",
                      "seconds" : 0.25,
                      "verdict" : "passed"
                    },
                    {
                      "covers" : [
                        "ISOL-03"
                      ],
                      "id" : "a/one",
                      "kind" : "required",
                      "reason" : "status 200, not 401",
                      "seconds" : 0.25,
                      "verdict" : "failed"
                    }
                  ],
                  "schema" : 1,
                  "seconds" : 12.346,
                  "seed" : 7,
                  "target" : "built-in"
                }

                """)
    }

    @Test func whatIsWrittenCanBeReadBack() async throws {
        let report = JSONReport(try await ReportSample.record())
        #expect(try JSONDecoder().decode(JSONReport.self, from: Data(report.text().utf8)) == report)
    }

    @Test func theCountsAddUpToTheScenarios() async throws {
        let report = JSONReport(try await ReportSample.record())
        #expect(report.counts.values.reduce(0, +) == report.scenarios.count)
    }
}
