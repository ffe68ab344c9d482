// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage
internal import ScenarioRunner

/// One test case of the document.
struct JUnitCase {
    /// What readers tell apart.
    enum Kind: String {
        case passed
        case failure
        case error
        case skipped
    }

    let name: String
    let seconds: Double
    let kind: Kind
    let word: String
    let message: String
    let detail: String

    /// The case of a scenario.
    init(_ result: ScenarioResult, style: FailureText, rerun: RerunCommand) {
        name = result.scenario.id
        seconds = result.seconds
        word = result.verdict.word
        message = result.verdict.reason ?? ""
        let again = rerun.line(for: result.scenario.id)
        detail = result.verdict.failure.map { style.text(result, $0, again: again) } ?? ""
        switch result.verdict {
        case .passed, .warned: kind = .passed
        case .failed, .stale: kind = .failure
        case .setupFailed, .harnessFailed: kind = .error
        case .blocked, .skipped, .knownFailing: kind = .skipped
        }
    }

    /// The case of a saboteur, which passes if it was killed by its own requirement.
    init(_ judgement: SaboteurJudgement) {
        name = judgement.name
        seconds = judgement.results.reduce(0) { $0 + $1.seconds }
        word = judgement.verdict.rawValue
        message = judgement.reason
        detail = ""
        kind = judgement.verdict == .killedByOwn ? .passed : .failure
    }

    /// The element, on lines of its own.
    func element(suite: String) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let time = "\(milliseconds / 1000)." + String("\(milliseconds % 1000 + 1000)".dropFirst())
        let head = "    <testcase classname=\"\(suite.inXML)\" name=\"\(name.inXML)\" time=\"\(time)\""
        let inner = outcome
        return inner.isEmpty ? "\(head)/>\n" : "\(head)>\n\(inner)    </testcase>\n"
    }

    private var outcome: String {
        let attributes = "message=\"\(message.inXML)\" type=\"\(word)\""
        switch kind {
        case .passed: return detail.isEmpty ? "" : "      <system-out>\(detail.inXML)</system-out>\n"
        case .skipped: return "      <skipped message=\"\(word): \(message.inXML)\"/>\n"
        case .failure, .error:
            return "      <\(kind.rawValue) \(attributes)>\(detail.inXML)</\(kind.rawValue)>\n"
        }
    }
}

extension String {
    /// The text with what XML reserves written as references; characters that XML 1.0 §2.2 forbids become U+FFFD.
    var inXML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
