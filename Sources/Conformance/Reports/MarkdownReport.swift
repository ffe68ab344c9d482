// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The outcome of a run as a comment on a pull request: the verdict in a line, then each failure with its evidence
/// folded away, then the requirements that were not met.
///
/// - Source: https://github.github.com/gfm/ and, for `<details>`, its §4.6.
public struct MarkdownReport: Sendable {
    /// What code hosts take in one comment is 65,536 letters; this leaves room for the counts.
    static let longest = 60_000

    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The document as text.
    public func text() -> String {
        var text = head
        let failures = record.scenarios.filter { $0.end?.failure != nil || $0.isSurprise }.map(failure)
        let all = failures + saboteurs
        for (index, part) in all.enumerated() {
            guard text.utf8.count + part.utf8.count < Self.longest else {
                text += "… and \(all.count - index) more.\n\n"
                break
            }
            text += part
        }
        return text + requirements
    }

    private var head: String {
        let counts = record.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let seconds = record.end.map { ", \($0.seconds.secondsText)" } ?? ""
        let run = "`\(record.start.target.inCode)`, seed \(record.start.seed)\(seconds)"
        return "### Tenantless: \(record.headline)\n\n\(run). Scenarios: \(counts.joined(separator: ", ")).\n\n"
    }

    private func failure(_ scenario: ScenarioRecord) -> String {
        let again = record.rerun.line(for: scenario.plan.id)
        let title = "<summary><b>\(scenario.word.inHTML)</b> \(scenario.plan.id.inHTML): \(scenario.plan.title.inHTML)"
        let text =
            scenario.end?.failure.map {
                FailureText(style: .plain).text(scenario.plan, scenario.word, $0, again: again)
            } ?? "\(scenario.end?.reason ?? "the run was cut short")\nagain: \(again)\n"
        return "<details>\(title)</summary>\n\n\(text.fenced)\n</details>\n\n"
    }

    private var saboteurs: [String] {
        record.saboteurs.filter { !$0.isKilledByOwn }.map {
            "- **\($0.verdict)**: saboteur `\($0.name.inCode)`, which breaks \($0.breaks.joined(separator: ", "))\n\n"
        }
    }

    private var requirements: String {
        let unmet = record.requirements.filter { !["passed", RequirementCount.untested].contains($0.verdict) }
        guard !unmet.isEmpty else { return "" }
        let rows = unmet.map { "| \($0.id) | \($0.level) | \($0.verdict) | \($0.statement.inCell) |\n" }
        return "| Requirement | Level | Verdict | Statement |\n|---|---|---|---|\n" + rows.joined()
    }
}

extension ScenarioRecord {
    /// True for an end that has no evidence of its own but that somebody must look at.
    fileprivate var isSurprise: Bool { ["harness-failed", "stale", Self.interrupted].contains(word) }
}

extension String {
    /// The text inside a code span, which knows no escapes.
    fileprivate var inCode: String { replacing("`", with: "'") }

    /// The text in a cell of a table.
    var inCell: String { inHTML.replacing("|", with: "\\|").replacing("\n", with: " ") }

    /// The text between fences that are longer than any in it.
    fileprivate var fenced: String {
        var longest = 2
        var run = 0
        for scalar in unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)text\n\(self)\(fence)\n"
    }
}
