// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct RunMatrixTests {
    /// A run of a target in which one scenario, which covers two requirements, ends like this.
    static func record(_ target: String, _ verdict: Verdict, seed: UInt64 = 7) async throws -> RunRecord {
        let report = RunReport(
            target: target, seed: seed, seconds: 1,
            results: [ReportSample.result(scenario("a/one", covers: ["ISOL-01", "ISOL-03"]), verdict)],
            catalogue: [], rerun: RerunCommand(seed: seed))
        return try await ReportSample.record(of: report)
    }

    @Test func eachRequirementHasTheVerdictOfEachRun() async throws {
        let matrix = RunMatrix([
            try await Self.record("mine", .passed), try await Self.record("yours", .failed(failure("ISOL-03"))),
        ])
        #expect(matrix.names == ["mine", "yours"])
        let row = try #require(matrix.rows.first { $0.requirement.id == "ISOL-03" })
        #expect(row.verdicts == ["passed", "failed"])
        #expect(row.differs)
        let untested = try #require(matrix.rows.first { $0.requirement.id == "WS-02" })
        #expect(untested.verdicts == ["untested", "untested"])
        #expect(!untested.differs)
    }

    @Test func runsOfOneTargetAreToldApartByTheirSeeds() async throws {
        let matrix = RunMatrix([
            try await Self.record("mine", .passed), try await Self.record("mine", .passed, seed: 8),
        ])
        #expect(matrix.names == ["mine, seed 7", "mine, seed 8"])
    }

    @Test func aRequirementThatOnlyOneCatalogueHasIsUntestedInTheOtherRun() async throws {
        var other = try await Self.record("other", .passed)
        other.requirements.removeAll { $0.id == "ISOL-03" }
        let matrix = RunMatrix([other, try await Self.record("mine", .passed)])
        #expect(matrix.rows.first { $0.requirement.id == "ISOL-03" }?.verdicts == ["untested", "passed"])
    }

    @Test func theTableForACommentHasWhatIsNotMet() async throws {
        let matrix = RunMatrix([
            try await Self.record("a|b", .passed), try await Self.record("yours", .failed(failure("ISOL-03"))),
        ])
        #expect(
            matrix.markdown() == """
                | Requirement | Level | a\\|b | yours |
                |---|---|---|---|
                | ISOL-01: What ISOL-01 demands | MUST | passed | failed |
                | ISOL-03: What ISOL-03 demands | MUST | passed | failed |
                | all 5 | | 2 passed | 0 passed |

                """)
    }

    @Test func thePageHasTheMatrixAndWhatWentWrongInEachRun() async throws {
        let page = RunMatrix([
            try await Self.record("mine", .passed), try await Self.record("yours", .failed(failure("ISOL-03"))),
        ]).html()
        #expect(page.contains("The runs differ on 2 of 5 requirements: ISOL-01, ISOL-03."))
        #expect(page.contains("<tr id=\"ISOL-03\" class=\"differs\" data-verdict=\"passed failed\""))
        #expect(page.contains("<p>Nothing went wrong.</p>"))
        #expect(page.contains("id=\"s-run-2-a-one\""))
    }

    @Test func aJSONReportGivesARunAsFarAsItTells() async throws {
        let json = try JSONReport(try await ReportSample.record()).text()
        let record = RunRecord(
            try JSONReport(reading: json), scenarios: [scenario("a/one", covers: ["ISOL-03"], why: "because")],
            catalogue: ReportSample.catalogue)
        #expect(try JSONReport(record).text() == json)
        #expect(record.headline == "our own fault")
        #expect(record.requirements.first?.statement == "What ISOL-01 demands")
        #expect(record.scenarios.first { $0.plan.id == "a/one" }?.plan.why == "because")
        #expect(HTMLReport(record).text().contains("<p class=\"reason\">status 200, not 401</p>"))
    }

    @Test(arguments: ["", "{}", "[1]", "TAP version 14"])
    func whatIsNoReportIsRefused(text: String) {
        #expect(throws: ConformanceError(.unreadableReport, "this is neither an event log nor a JSON report")) {
            try JSONReport(reading: text)
        }
    }
}
