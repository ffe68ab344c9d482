// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The outcome of a run as version 14 of the Test Anything Protocol: one test point per scenario and per saboteur.
///
/// - Shape: `failed`, `stale`, `setup-failed` and `interrupted` are not ok; `known-failing` is not ok with the directive
///   TODO; `blocked` and `skipped` are skipped. What went wrong stands in a YAML block. A failure of our own harness
///   ends the document with `Bail out!`.
/// - Source: https://testanything.org/tap-version-14-specification.html
public struct TAPReport: Sendable {
    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The document as text.
    public func text() -> String {
        let points = record.scenarios.map(point) + record.saboteurs.map(point)
        var lines = ["TAP version 14", "1..\(points.count)", "# target \(record.start.target.inTAP)"]
        lines.append("# seed \(record.start.seed)")
        for (index, point) in points.enumerated() { lines += point.lines(number: index + 1) }
        if let fault = record.scenarios.first(where: { $0.word == "harness-failed" }) {
            lines.append("Bail out! \(fault.plan.id): \((fault.end?.reason ?? "").inTAP)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Point {
        let name: String
        let isOK: Bool
        var directive = ""
        var fields: [(String, TAPValue)] = []

        func lines(number: Int) -> [String] {
            let head = "\(isOK ? "ok" : "not ok") \(number) - \(name.inTAP)\(directive)"
            guard !fields.isEmpty else { return [head] }
            return [head, "  ---"] + fields.flatMap { $1.lines(name: $0) } + ["  ..."]
        }
    }

    private func point(_ scenario: ScenarioRecord) -> Point {
        let reason = scenario.end?.reason ?? ""
        switch scenario.word {
        case "passed": return Point(name: scenario.plan.id, isOK: true)
        case "blocked", "skipped":
            return Point(name: scenario.plan.id, isOK: true, directive: " # SKIP \(reason.inTAP)")
        case "known-failing":
            return Point(name: scenario.plan.id, isOK: false, directive: " # TODO \(reason.inTAP)")
        default:
            return Point(
                name: scenario.plan.id, isOK: scenario.word == "warned" && !record.start.strict,
                fields: fields(scenario))
        }
    }

    private func fields(_ scenario: ScenarioRecord) -> [(String, TAPValue)] {
        var fields: [(String, TAPValue)] = [
            ("verdict", .text(scenario.word)), ("message", .text(scenario.end?.reason ?? "the run was cut short")),
            ("severity", .text(scenario.word == "warned" ? "warning" : "fail")),
            ("requirements", .list(scenario.plan.covers)),
        ]
        if let failure = scenario.end?.failure {
            fields.append(("at", .text(failure.location)))
            fields.append(("expected", .list(failure.expected)))
            fields.append(("seen", .list(failure.seen.map { "\($0.side): \($0.text)" })))
        }
        fields.append(("again", .text(record.rerun.line(for: scenario.plan.id))))
        return fields
    }

    private func point(_ saboteur: SaboteurRecord) -> Point {
        Point(
            name: "saboteur \(saboteur.name)", isOK: saboteur.isKilledByOwn,
            fields: saboteur.isKilledByOwn
                ? []
                : [("verdict", .text(saboteur.verdict)), ("message", .text(saboteur.reason))])
    }
}

/// A value of a YAML block.
private enum TAPValue {
    case text(String)
    case list([String])

    func lines(name: String) -> [String] {
        switch self {
        case .text(let text): ["  \(name): \(text.quotedForYAML)"]
        case .list(let texts) where texts.isEmpty: ["  \(name): []"]
        case .list(let texts): ["  \(name):"] + texts.map { "    - \($0.quotedForYAML)" }
        }
    }
}

extension String {
    /// The text as a description or comment: on one line, with what has a meaning of its own escaped.
    fileprivate var inTAP: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\", "#": text += "\\\(scalar)"
            case _ where scalar.properties.generalCategory == .control: text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The text between double quotes, as YAML 1.2 §7.3.1 reads it.
    fileprivate var quotedForYAML: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\", "\"": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                text += "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                text += String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
