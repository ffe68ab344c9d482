// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Cassettes
import Terminal

/// How a comparison is judged, and where it is written to.
struct DriftJudgement: ParsableArguments {
    /// What the severities mean, for the help of the commands.
    static let severities = """
        What is new is an info, what is gone a warning; another status, type, cookie attribute or close code is an \
        error. Errors are judged bad, with --strict warnings too.
        """

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp("Also write a report: junit or html; may be given more than once.", valueName: "kind=path"))
    var reports: [String] = []

    @Flag(help: "Warnings count as errors.")
    var strict = false

    /// The forms in which a comparison can be written to a file.
    enum Kind: String, CaseIterable {
        /// The XML that continuous integration servers read.
        case junit
        /// A page for people.
        case html
    }

    /// One form and its file.
    struct Request {
        let kind: Kind
        let path: String
    }

    /// What was asked for.
    ///
    /// - Throws: `InvalidInput`.
    func requests() throws -> [Request] {
        let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        return try reports.map { argument in
            let halves = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2 else {
                throw InvalidInput(
                    "a report is asked for as KIND=PATH, not as \"\(argument)\"; the kinds are \(kinds)")
            }
            guard let kind = Kind(rawValue: halves[0]) else {
                throw InvalidInput("there is no report of the kind \"\(halves[0])\"; the kinds are \(kinds)")
            }
            return Request(kind: kind, path: halves[1])
        }
    }

    /// Writes the reports, tells what was found, and ends the command where that is bad.
    func conclude(_ report: DriftReport, _ requests: [Request]) throws {
        for request in requests {
            switch request.kind {
            case .junit: try TextFile.write(DriftJUnit(report, leastFailure: leastFailure).text(), to: request.path)
            case .html: try TextFile.write(DriftPage(report).text(), to: request.path)
            }
        }
        Console.write(report.text)
        if let worst = report.cases.compactMap(\.worst).max(), worst >= leastFailure { throw ExitStatus.judgedBad }
    }

    private var leastFailure: DriftSeverity { strict ? .warning : .error }
}
