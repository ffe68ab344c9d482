// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

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
    init(_ scenario: ScenarioRecord, style: FailureText, rerun: RerunCommand) {
        name = scenario.plan.id
        seconds = scenario.end?.seconds ?? 0
        word = scenario.word
        message = scenario.end?.reason ?? ""
        let again = rerun.line(for: scenario.plan.id)
        detail = scenario.end?.failure.map { style.text(scenario.plan, scenario.word, $0, again: again) } ?? ""
        switch word {
        case "passed", "warned": kind = .passed
        case "failed", "stale": kind = .failure
        case "blocked", "skipped", "known-failing": kind = .skipped
        default: kind = .error
        }
    }

    /// The case of a saboteur, which passes if it was killed by its own requirement.
    init(_ saboteur: SaboteurRecord) {
        name = saboteur.name
        seconds = saboteur.seconds
        word = saboteur.verdict
        message = saboteur.reason
        detail = ""
        kind = saboteur.isKilledByOwn ? .passed : .failure
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
