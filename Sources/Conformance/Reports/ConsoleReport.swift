// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// The outcome of a run for a person: every failure with its evidence, then counts.
public struct ConsoleReport: Sendable {
    private let style: TextStyle

    /// Makes a report.
    public init(style: TextStyle = .plain) {
        self.style = style
    }

    /// The report as text; the last line counts the scenarios.
    public func text(_ report: RunReport) -> String {
        (failures(report) + saboteurs(report) + [summary(report)]).joined(separator: "\n")
    }

    private func failures(_ report: RunReport) -> [String] {
        report.results.compactMap { result in
            if let failure = result.verdict.failure {
                return FailureText(style: style).text(
                    result, failure, again: report.rerun.line(for: result.scenario.id))
            }
            switch result.verdict {
            case .harnessFailed(let reason): return note(result, reason, report)
            case .stale: return note(result, "it passed: take it off the known-failing list", report)
            default: return nil
            }
        }
    }

    private func note(_ result: ScenarioResult, _ sentence: String, _ report: RunReport) -> String {
        let word = result.verdict.word
        return """
            \(style.paint(word, TextStyle.tone(of: word)))  \(result.scenario.id): \(result.scenario.title)
              \(sentence)
              again: \(report.rerun.line(for: result.scenario.id))

            """
    }

    /// One saboteur is shown with its evidence; of several, those that were not killed by their own are explained.
    private func saboteurs(_ report: RunReport) -> [String] {
        let isAlone = report.saboteurs.count == 1
        return report.saboteurs.filter { isAlone || $0.verdict != .killedByOwn }.map { judgement in
            let word = judgement.verdict.rawValue
            var text = """
                \(style.paint(word, TextStyle.tone(of: word)))  saboteur \(judgement.name): \(judgement.summary)
                  breaks \(judgement.breaks.joined(separator: ", ")); \(judgement.reason)

                """
            for result in judgement.results where isAlone || judgement.verdict != .survived {
                guard let failure = result.verdict.failure else { continue }
                let again = report.rerun.line(for: result.scenario.id, saboteur: judgement.name)
                text += FailureText(style: style).text(result, failure, again: again).indented(by: 2)
            }
            return text
        }
    }

    private func summary(_ report: RunReport) -> String {
        var lines = ["target \(report.target), seed \(report.seed), \(report.seconds.secondsText)"]
        lines.append("requirements: " + requirementCounts(report))
        if !report.saboteurs.isEmpty {
            lines.append("saboteurs: " + saboteurCounts(report))
            lines += unproven(report)
        }
        lines.append("scenarios: " + scenarioCounts(report))
        return lines.joined(separator: "\n") + "\n"
    }

    private func scenarioCounts(_ report: RunReport) -> String {
        let counts = report.counts
        let others = Verdict.words.dropFirst(2).filter { counts[$0, default: 0] > 0 }
        return (Verdict.words.prefix(2) + others).map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
    }

    private func requirementCounts(_ report: RunReport) -> String {
        var counts: [String: Int] = [:]
        for line in report.requirements { counts[line.verdict, default: 0] += 1 }
        let words =
            ["passed", "failed"]
            + (Verdict.words.dropFirst(2) + [RequirementCount.untested])
            .filter { counts[$0, default: 0] > 0 }
        return words.map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ")
    }

    private func saboteurCounts(_ report: RunReport) -> String {
        SaboteurJudgement.Verdict.allCases
            .map { verdict in "\(report.saboteurs.count { $0.verdict == verdict }) \(verdict.rawValue)" }
            .joined(separator: ", ")
    }

    /// Names the requirements whose scenarios were played but that no saboteur died of, and the scenarios that none did.
    private func unproven(_ report: RunReport) -> [String] {
        let requirements = report.requirements
            .filter { $0.verdict != RequirementCount.untested && !$0.isProven }
            .map(\.requirement.id)
        let ids = (report.saboteurs.count > 1 ? requirements : []) + report.scenariosThatProveNothing
        return ids.isEmpty ? [] : ["no saboteur died of: \(ids.joined(separator: ", "))"]
    }
}
