// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Cassettes
import Wire

/// A comparison as a page for people: one file without scripts, light or dark as the reader has it, and fit for paper.
struct DriftPage {
    private let report: DriftReport

    /// Makes a page.
    init(_ report: DriftReport) {
        self.report = report
    }

    /// The document as text.
    func text() -> String {
        let title = "Drift: \(report.recorded) and \(report.now)".inMarkup
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(title)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p>\(counts)</p>
            \(findings)\(same)</body>
            </html>

            """
    }

    private var counts: String {
        DriftSeverity.allCases.sorted(by: >).map { severity in
            "<span class=\"\(severity.rawValue)\">\(report.count(severity)) \(severity.rawValue)</span>"
        }.joined(separator: ", ")
    }

    private var findings: String {
        let changed = report.cases.filter { !$0.findings.isEmpty }
        guard !changed.isEmpty else { return "<p>Nothing has changed.</p>\n" }
        let rows = changed.flatMap { entry in
            entry.findings.map { row($0.finding, times: $0.times, of: entry.exchanges) }
        }
        return """
            <table>
            <thead>
            <tr><th>Severity</th><th>Request</th><th>Place</th><th>Recorded</th><th>Now</th><th>Seen</th></tr>
            </thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>

            """
    }

    private func row(_ finding: DriftFinding, times: Int, of exchanges: Int) -> String {
        let cells = [finding.request, finding.place, finding.before, finding.after].map {
            "<td>\(($0.isEmpty ? "–" : $0).inMarkup)</td>"
        }
        let severity = finding.severity.rawValue
        return "<tr><td class=\"\(severity)\">\(severity)</td>\(cells.joined())<td>\(times) of \(exchanges)</td></tr>\n"
    }

    private var same: String {
        let same = report.cases.filter(\.findings.isEmpty)
        guard !same.isEmpty else { return "" }
        let items = same.map { "<li>\($0.request.inMarkup) <small>\($0.exchanges)</small></li>\n" }
        return "<h2>As recorded</h2>\n<ul>\n\(items.joined())</ul>\n"
    }

    /// Severities are told by words; colours only help.
    private static let style = """
        :root { color-scheme: light dark; --error: #b00020; --warning: #8a5300; --info: #00629b; --line: #8888; }
        @media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffc46b; --info: #7cc7ff; } }
        body { font: 1rem/1.4 system-ui, sans-serif; margin: 1.5rem; }
        h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
        td { overflow-wrap: anywhere; } tr { break-inside: avoid; }
        .error { color: var(--error); font-weight: bold; } .warning { color: var(--warning); } .info { color: var(--info); }
        @media print { :root { color-scheme: light; --error: #000; --warning: #000; --info: #000; } body { margin: 0; } }
        """
}
