// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ScenarioLanguage
import ScenarioRunner
import Testing

@testable import Conformance

@Suite struct KnownFailingUpdateTests {
    private static let file = """
        # What this proxy does not do.

        # No store that others share.
        - scenario: store/one
          reason: memory only
          link: https://example.com/1
          date: 2026-01-01
        # and neither this
        - scenario: store/two
          reason: memory only

        # One jar for all.
        - scenario: jar/one
          reason: the process has one jar
        """

    private func update(_ text: String, _ verdicts: [(String, Verdict)]) throws -> KnownFailingUpdate {
        let ids = ["store/one", "store/two", "jar/one", "new/one", "new/two"]
        let (list, diagnostics) =
            text.isEmpty
            ? (.none, []) : KnownFailing.read(text, file: "known.yaml", scenarios: ids.map { scenario($0) })
        try #require(diagnostics.isEmpty)
        let results = verdicts.map { ScenarioResult(scenario: scenario($0.0), verdict: $0.1) }
        return KnownFailingUpdate(of: list, text: text, results: results, date: "2026-11-21")
    }

    private let failed = Verdict.failed(Failure(summary: "expected \"200\", saw\n500"))

    @Test func entriesThatStayKeepEveryLetter() throws {
        let update = try update(Self.file, [("store/one", .knownFailing(reason: "memory only"))])
        #expect(update.text == Self.file + "\n")
        #expect(update.added.isEmpty && update.removed.isEmpty)
    }

    @Test func whatPassesGoesAndItsNeighboursStay() throws {
        let update = try update(Self.file, [("store/two", .stale)])
        #expect(update.removed == ["store/two"])
        #expect(!update.text.contains("store/two") && !update.text.contains("neither this"))
        #expect(update.text.contains("# No store that others share.\n- scenario: store/one\n  reason: memory only\n"))
    }

    @Test func theReasonAboveAGroupGoesWithItsLastEntry() throws {
        let update = try update(Self.file, [("jar/one", .stale)])
        #expect(!update.text.contains("One jar"))
        #expect(update.text.hasPrefix("# What this proxy does not do.\n\n# No store"))
    }

    @Test func whatFailsIsAddedWithDateAndWords() throws {
        let update = try update(Self.file, [("new/one", failed), ("new/two", .blocked(by: "new/one"))])
        #expect(update.added == ["new/one"])
        let entry = #"""
            - scenario: new/one
              reason: "to be looked into: expected \"200\", saw500"
              date: 2026-11-21
            """#
        #expect(update.text == Self.file + "\n\n" + entry + "\n")
        #expect(try self.update(update.text, [("new/one", .stale)]).text == Self.file + "\n")
    }

    @Test func aListCanBeginAndEndEmpty() throws {
        let update = try update("", [("new/one", failed)])
        #expect(update.text.hasPrefix("- scenario: new/one\n"))
        let emptied = try self.update(update.text, [("new/one", .stale)])
        #expect(emptied.text == "[]\n")
        #expect(try self.update(emptied.text, [("new/two", failed)]).text.hasPrefix("- scenario: new/two\n"))
    }
}
