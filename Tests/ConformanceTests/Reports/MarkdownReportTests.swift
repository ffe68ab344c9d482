// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct MarkdownReportTests {
    @Test func theFirstLineIsTheVerdictAndTheTableHasWhatIsNotMet() async throws {
        let results = Array(ReportSample.results.prefix(3))
        let report = RunReport(
            target: "built-in", seed: 7, seconds: 12, results: results, catalogue: [], rerun: RerunCommand(seed: 7))
        let text = MarkdownReport(try await ReportSample.record(of: report)).text()
        #expect(
            text.hasPrefix(
                """
                ### Tenantless: judged bad

                `built-in`, seed 7, 12.00 s. Scenarios: 1 blocked, 1 failed, 1 passed.

                <details><summary><b>failed</b> a/one: The claim of a/one</summary>

                ```text
                failed  a/one: The claim of a/one
                """))
        #expect(
            text.hasSuffix(
                """
                </details>

                | Requirement | Level | Verdict | Statement |
                |---|---|---|---|
                | ISOL-03 | MUST | failed | What ISOL-03 demands |
                | ISOL-04 | MUST | blocked | What ISOL-04 demands |

                """))
    }

    @Test func aFenceIsLongerThanAnyInTheEvidence() async throws {
        let bad = failure(summary: "saw\n````\n</details><img src=x>")
        let report = RunReport(
            target: "`x`", seed: 7, seconds: 1, results: [ReportSample.result(scenario("a/one"), .failed(bad))],
            catalogue: [], rerun: RerunCommand(seed: 7))
        let text = MarkdownReport(try await ReportSample.record(of: report)).text()
        #expect(text.contains("\n`````text\n"))
        #expect(text.contains("\n`````\n\n</details>"))
        #expect(text.contains("\n`'x'`, seed 7"))
    }

    @Test func aCommentIsNoLongerThanCodeHostsTake() async throws {
        let bad = failure(summary: String(repeating: "x", count: 30_000))
        let results = (0..<5).map { ReportSample.result(scenario("a/\($0)"), .failed(bad)) }
        let report = RunReport(
            target: "x", seed: 7, seconds: 1, results: results, catalogue: [], rerun: RerunCommand(seed: 7))
        let text = MarkdownReport(try await ReportSample.record(of: report)).text()
        #expect(text.utf8.count < 65_536)
        #expect(text.contains("… and 4 more."))
    }
}
