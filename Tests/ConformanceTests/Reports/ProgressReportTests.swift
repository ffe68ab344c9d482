// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Synchronization
import Testing

@testable import Conformance

@Suite struct ProgressReportTests {
    /// What is written while a short run goes on.
    func written(_ style: TextStyle) async -> String {
        final class Paper: Sendable {
            let text = Mutex("")
        }
        let paper = Paper()
        let progress = ProgressReport(total: 2, style: style) { text in paper.text.withLock { $0 += text } }
        await progress.began("a/good")
        await progress.ended(ReportSample.results[0])
        await progress.ended(ReportSample.results[1])
        await progress.judged(ReportSample.judgement("caught", .killedByOwn, "step 3.2: wrong"))
        await progress.finish()
        return paper.text.withLock { $0 }
    }

    @Test func plainLinesTellEachVerdict() async {
        #expect(
            await written(.plain) == """
                passed          a/good  (0.25 s)
                failed          a/one  (0.25 s)  status 200, not 401
                killed-by-own   caught  step 3.2: wrong

                """)
    }

    @Test func aTerminalShowsACountAndKeepsOnlySurprises() async {
        let text = await written(.terminal)
        #expect(text.contains("0 of 2  a/good"))
        #expect(text.contains("1 of 2"))
        #expect(!text.contains("passed"))
        #expect(text.contains("\u{1B}[31mfailed         \u{1B}[0m a/one"))
        #expect(text.hasSuffix("\r\u{1B}[2K"))
    }
}
