// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// Writes a failure for a person: what was required and why, where, what was expected, what was seen, and what
/// passed on the wires before.
struct FailureText {
    let style: TextStyle

    /// The failure of a scenario; `again` is the command that plays it once more.
    func text(_ result: ScenarioResult, _ failure: Failure, again: String) -> String {
        let word = result.verdict.word
        var lines = ["\(style.paint(word, TextStyle.tone(of: word)))  \(result.scenario.id): \(result.scenario.title)"]
        lines.append("  \(style.paint(failure.summary, .strong))")
        lines += norms(failure)
        lines.append(field("at", location(result, failure)))
        if let why = result.scenario.why { lines.append(field("why", why)) }
        lines += failure.expected.map { field("expected", $0) }
        lines += failure.seen.map { field("seen by \($0.sideName)", $0.text) }
        lines += exchanges(failure)
        lines.append(field("again", again))
        return lines.joined(separator: "\n") + "\n"
    }

    private func norms(_ failure: Failure) -> [String] {
        failure.norms.flatMap { norm in
            [field(norm.id, norm.sentence), field("", style.paint("source: \(norm.source)", .quiet))]
        }
    }

    private func location(_ result: ScenarioResult, _ failure: Failure) -> String {
        let step = [
            failure.label.isEmpty ? nil : "step \(failure.label)", failure.sentence.isEmpty ? nil : failure.sentence,
        ]
        .compactMap { $0 }.joined(separator: ": ")
        let place = failure.place ?? result.scenario.place
        return step.isEmpty ? "\(place)" : "\(place), \(step)"
    }

    private func exchanges(_ failure: Failure) -> [String] {
        let texts = failure.exchangeTexts
        guard !texts.isEmpty else { return [] }
        return ["  what led there:"] + texts.map { $0.indented(by: 4) }
    }

    /// A named value whose further lines stand below the first.
    private func field(_ name: String, _ value: String) -> String {
        let width = 14
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let rest = lines.dropFirst().map { "\n" + String(repeating: " ", count: width + 4) + $0 }.joined()
        return "  \(name.padded(to: width))  \(lines.first ?? "")\(rest)"
    }
}
