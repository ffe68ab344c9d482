// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
public import ScenarioRunner

/// Tells a person how a run goes on: one line per verdict, and on a terminal a last line that is drawn anew.
public actor ProgressReport: RunObserver {
    private let total: Int
    private let style: TextStyle
    private let write: @Sendable (String) -> Void
    private var ended = 0
    private var running: [String] = []

    /// Makes a progress report.
    ///
    /// - Parameters:
    ///   - total: how many scenarios will be played.
    ///   - style: plain lines or a terminal.
    ///   - write: takes text as it is to appear, with its line ends.
    public init(total: Int, style: TextStyle, write: @escaping @Sendable (String) -> Void) {
        self.total = total
        self.style = style
        self.write = write
    }

    /// Shows the scenario among those that run.
    public func began(_ id: String) {
        running.append(id)
        drawStatus()
    }

    /// Shows a verdict; on a terminal, one that is no surprise only counts.
    public func ended(_ result: ScenarioResult) {
        ended += 1
        running.removeAll { $0 == result.scenario.id }
        let word = result.verdict.word
        if style == .plain || word != "passed" {
            let reason = result.verdict.reason.map { "  \($0)" } ?? ""
            line(word, "\(result.scenario.id)  (\(result.seconds.secondsText))\(reason)")
        }
        drawStatus()
    }

    /// Shows a saboteur's verdict.
    public func judged(_ judgement: SaboteurJudgement) {
        line(judgement.verdict.rawValue, "\(judgement.name)  \(judgement.reason)")
    }

    /// Takes the line away that is drawn anew.
    public func finish() {
        if style == .terminal { write("\r\u{1B}[2K") }
    }

    private func line(_ word: String, _ text: String) {
        let clear = style == .terminal ? "\r\u{1B}[2K" : ""
        write("\(clear)\(style.paint(word.padded(to: 15), TextStyle.tone(of: word))) \(text)\n")
    }

    private func drawStatus() {
        guard style == .terminal else { return }
        let names = running.prefix(2).joined(separator: ", ") + (running.count > 2 ? ", …" : "")
        write("\r\u{1B}[2K\(style.paint("\(ended) of \(total)  \(names)", .quiet))")
    }
}
