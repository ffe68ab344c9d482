// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Wire

/// A comparison as the XML that continuous integration servers read: a test case for each request.
///
/// - Shape: what is judged bad is a failure; other findings stand in `system-out`.
/// - Source: https://github.com/testmoapp/junitxml, which describes what readers have in common.
struct DriftJUnit {
    private let report: DriftReport
    private let leastFailure: DriftSeverity

    /// Makes a report in which findings of that severity and worse are failures.
    init(_ report: DriftReport, leastFailure: DriftSeverity) {
        self.report = report
        self.leastFailure = leastFailure
    }

    /// The document as text.
    func text() -> String {
        let failures = report.cases.count { isFailure($0) }
        let counts = "tests=\"\(report.cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
        let name = "\(report.recorded) and \(report.now)".inMarkup
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="\(name)" \(counts)>
              <testsuite name="drift" \(counts)>
            \(report.cases.map(element).joined())  </testsuite>
            </testsuites>

            """
    }

    private func isFailure(_ entry: DriftReport.Case) -> Bool { entry.worst.map { $0 >= leastFailure } ?? false }

    private func element(_ entry: DriftReport.Case) -> String {
        let head = "    <testcase classname=\"drift\" name=\"\(entry.request.inMarkup)\""
        let lines = entry.findings.map { $0.finding.description.inMarkup }
        guard let worst = entry.findings.max(by: { $0.finding.severity < $1.finding.severity })?.finding else {
            return "\(head)/>\n"
        }
        let text = lines.joined(separator: "\n")
        let inner =
            isFailure(entry)
            ? "<failure message=\"\(worst.description.inMarkup)\" type=\"\(worst.severity.rawValue)\">\(text)</failure>"
            : "<system-out>\(text)</system-out>"
        return "\(head)>\n      \(inner)\n    </testcase>\n"
    }
}
