// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How text for people is dressed.
public enum TextStyle: Sendable, Hashable {
    /// Plain lines, for logs and files.
    case plain
    /// Colours and a line that is drawn anew, for a terminal.
    case terminal

    /// The colours that are used, by what they mean.
    enum Tone: String {
        case good = "32"
        case bad = "31"
        case doubtful = "33"
        case quiet = "2"
        case strong = "1"
    }

    /// The text in a tone, or as it is where lines are plain.
    func paint(_ text: String, _ tone: Tone) -> String {
        self == .plain ? text : "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }

    /// The tone of a verdict's word.
    static func tone(of word: String) -> Tone {
        switch word {
        case "passed", SaboteurJudgement.Verdict.killedByOwn.rawValue: .good
        case "skipped", RequirementCount.untested: .quiet
        case "warned", "blocked", "known-failing": .doubtful
        default: .bad
        }
    }
}

extension String {
    /// The text followed by spaces up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    /// Every line moved to the right.
    func indented(by spaces: Int) -> String {
        let margin = String(repeating: " ", count: spaces)
        return split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : margin + $0 }
            .joined(separator: "\n")
    }
}

extension Double {
    /// Seconds with two decimals: `0.41 s`.
    var secondsText: String {
        let hundredths = Int((self * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }
}
