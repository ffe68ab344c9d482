// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioRunner

/// Writes a failure for a person: what was required and why, where, what was expected, what was seen, and what
/// passed on the wires before.
struct FailureText {
    let style: TextStyle

    /// The failure of a scenario that a run ended; `again` is the command that plays it once more.
    func text(_ result: ScenarioResult, _ failure: Failure, again: String) -> String {
        text(
            ScenarioPlan(result.scenario), result.verdict.word, FailureRecord(failure, of: result.scenario),
            again: again)
    }

    /// The failure of a scenario of a record.
    func text(_ plan: ScenarioPlan, _ word: String, _ failure: FailureRecord, again: String) -> String {
        var lines = ["\(style.paint(word, TextStyle.tone(of: word)))  \(plan.id): \(plan.title)"]
        lines.append("  \(style.paint(failure.summary, .strong))")
        lines += norms(failure)
        lines.append(field("at", failure.location))
        if let why = plan.why { lines.append(field("why", why)) }
        lines += failure.expected.map { field("expected", $0) }
        lines += failure.seen.map { field("seen by \($0.side)", $0.text) }
        lines += exchanges(failure)
        lines.append(field("again", again))
        return lines.joined(separator: "\n") + "\n"
    }

    private func norms(_ failure: FailureRecord) -> [String] {
        failure.norms.flatMap { norm in
            [field(norm.id, norm.sentence), field("", style.paint("source: \(norm.source)", .quiet))]
        }
    }

    private func exchanges(_ failure: FailureRecord) -> [String] {
        guard !failure.exchanges.isEmpty else { return [] }
        return ["  what led there:"] + failure.exchanges.map { $0.indented(by: 4) }
    }

    /// A named value whose further lines stand below the first.
    private func field(_ name: String, _ value: String) -> String {
        let width = 14
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let rest = lines.dropFirst().map { "\n" + String(repeating: " ", count: width + 4) + $0 }.joined()
        return "  \(name.padded(to: width))  \(lines.first ?? "")\(rest)"
    }
}
