// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Conformance
import Foundation
import ScenarioLanguage
import Terminal

/// Writes reports on runs that are over.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes reports on runs that are over, or a matrix of several runs.",
        discussion: """
            Reads event logs (--report ndjson=FILE of verify, also of a run that was killed) and JSON reports; of a JSON \
            report there is less to tell. One run gives any report that verify writes. Several give a matrix of \
            requirements and runs, as html or markdown. Without --report or --html, markdown goes to standard output.
            """)

    @Argument(help: ArgumentHelp("Event logs and JSON reports.", valueName: "file"))
    var files: [String]

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "The report to write: \(ReportKind.namesInWords) but ndjson; may be given more than once.",
            valueName: "kind=path"))
    var reports: [String] = []

    @Option(help: ArgumentHelp("The same as --report html=FILE.", valueName: "file"))
    var html: String?

    @OptionGroup var suite: SuiteOptions

    func run() async throws {
        do {
            let requests =
                try reports.map { argument throws(ConformanceError) in try ReportRequest(argument) }
                + (html.map { [try ReportRequest("html=\($0)")] } ?? [])
            let records = try files.map(record)
            if requests.isEmpty { return Console.write(try text(of: records, as: .markdown)) }
            for request in requests { try TextFile.write(text(of: records, as: request.kind), to: request.path) }
        } catch let error as ConformanceError {
            throw InvalidInput(error.reason)
        }
    }

    /// The run that a file tells of.
    private func record(_ path: String) throws -> RunRecord {
        let text = try TextFile.read(path)
        do {
            if EventLogReader.isLog(text) { return try EventLogReader.read(text) }
            let report = try JSONReport(reading: text)
            let library = try suite.library()
            return RunRecord(report, scenarios: library.scenarios, catalogue: library.requirements)
        } catch let error as ConformanceError {
            throw InvalidInput("\(path): \(error.reason)")
        }
    }

    private func text(of records: [RunRecord], as kind: ReportKind) throws -> String {
        if records.count == 1, let record = records.first, let text = try kind.text(record) { return text }
        switch kind {
        case .html where records.count > 1: return RunMatrix(records).html()
        case .markdown where records.count > 1: return RunMatrix(records).markdown()
        case .ndjson: throw InvalidInput("an event log is written while a run goes on, not afterwards")
        default: throw InvalidInput("several runs give html or markdown, not \(kind.rawValue)")
        }
    }
}
