// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The outcome of a run as the XML that continuous integration servers read: one suite per area of scenarios, and one
/// for the saboteurs.
///
/// - Shape: `failed` and `stale` are failures, `setup-failed` and `harness-failed` errors; `blocked`, `skipped` and
///   `known-failing` are skipped with their reason; a warning passes and is told in `system-out`.
/// - Source: https://github.com/testmoapp/junitxml, which describes what readers have in common; valid by the schema
///   that Jenkins reads with (xunit-plugin, `junit-10.xsd`), which knows no `skipped` of the whole document.
public struct JUnitReport: Sendable {
    private let record: RunRecord

    /// Makes a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The document as text.
    public func text() -> String {
        var areas: [(name: String, cases: [JUnitCase])] = []
        for scenario in record.scenarios {
            let area = scenario.plan.area
            let entry = JUnitCase(scenario, style: FailureText(style: .plain), rerun: record.rerun)
            if let index = areas.firstIndex(where: { $0.name == area }) {
                areas[index].cases.append(entry)
            } else {
                areas.append((area, [entry]))
            }
        }
        if !record.saboteurs.isEmpty { areas.append(("saboteurs", record.saboteurs.map(JUnitCase.init))) }
        let all = areas.flatMap(\.cases)
        let head =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<testsuites name=\"\(record.start.target.inXML)\" \(counts(all))>\n"
        return head + areas.map { suite($0.name, $0.cases) }.joined() + "</testsuites>\n"
    }

    private func suite(_ name: String, _ cases: [JUnitCase]) -> String {
        let body = cases.map { $0.element(suite: name) }.joined()
        let skipped = "skipped=\"\(number(.skipped, of: cases))\""
        return "  <testsuite name=\"\(name.inXML)\" \(counts(cases)) \(skipped)>\n\(body)  </testsuite>\n"
    }

    /// The counts that a suite and the whole document have in common.
    private func counts(_ cases: [JUnitCase]) -> String {
        "tests=\"\(cases.count)\" failures=\"\(number(.failure, of: cases))\" "
            + "errors=\"\(number(.error, of: cases))\""
    }

    private func number(_ kind: JUnitCase.Kind, of cases: [JUnitCase]) -> Int { cases.count { $0.kind == kind } }
}
