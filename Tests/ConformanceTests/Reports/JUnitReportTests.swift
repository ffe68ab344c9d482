// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct JUnitReportTests {
    @Test func everyVerdictHasItsElement() async throws {
        let results = ReportSample.results.filter { $0.scenario.id != "a/one" && $0.scenario.id != "b/soft" }
        let report = RunReport(
            target: "built-in", seed: 7, seconds: 1, results: results, catalogue: [],
            saboteurs: [ReportSample.judgement("unseen", .survived, "every scenario passed")],
            rerun: RerunCommand(seed: 7))
        let record = try await ReportSample.record(of: report)
        #expect(
            JUnitReport(record).text() == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="built-in" tests="7" failures="2" errors="1">
                  <testsuite name="a" tests="2" failures="0" errors="0" skipped="1">
                    <testcase classname="a" name="a/good" time="0.250"/>
                    <testcase classname="a" name="a/blocked" time="0.250">
                      <skipped message="blocked: a/one did not pass"/>
                    </testcase>
                  </testsuite>
                  <testsuite name="b" tests="2" failures="0" errors="0" skipped="2">
                    <testcase classname="b" name="b/not-offered" time="0.250">
                      <skipped message="skipped: not offered: pages"/>
                    </testcase>
                    <testcase classname="b" name="b/known" time="0.250">
                      <skipped message="known-failing: issue &lt;12&gt;"/>
                    </testcase>
                  </testsuite>
                  <testsuite name="c" tests="2" failures="1" errors="1" skipped="0">
                    <testcase classname="c" name="c/stale" time="0.250">
                      <failure message="is on the known-failing list but passed" type="stale"></failure>
                    </testcase>
                    <testcase classname="c" name="c/broken" time="0.250">
                      <error message="the double fell over" type="harness-failed"></error>
                    </testcase>
                  </testsuite>
                  <testsuite name="saboteurs" tests="1" failures="1" errors="0" skipped="0">
                    <testcase classname="saboteurs" name="unseen" time="0.250">
                      <failure message="every scenario passed" type="survived"></failure>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test func aFailureCarriesTheEvidenceOfTheConsole() async throws {
        let text = JUnitReport(try await ReportSample.record()).text()
        #expect(
            text.contains(
                "<failure message=\"status 200, not 401\" type=\"failed\">failed  a/one: The claim of a/one\n"))
        #expect(text.contains("again           tenantless verify a/one --seed 7\n</failure>"))
        #expect(text.contains("<system-out>warned  b/soft"))
    }

    @Test func anXMLReaderAcceptsTheDocument() async throws {
        let text = JUnitReport(try await ReportSample.record()).text()
        let document = try XMLDocument(xmlString: text)
        #expect(document.rootElement()?.elements(forName: "testsuite").count == 3)
    }

    @Test func whatXMLForbidsIsReplaced() {
        #expect("a<b>\u{0}&\"\u{1B}\n".inXML == "a&lt;b&gt;\u{FFFD}&amp;&quot;\u{FFFD}\n")
    }
}
