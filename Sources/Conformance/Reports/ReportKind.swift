// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A form in which the outcome of a run can be written to a file.
public enum ReportKind: String, Sendable, Hashable, CaseIterable {
    /// One self-contained page.
    case html
    /// One JSON object, whose names are a public contract.
    case json
    /// The XML that continuous integration servers read.
    case junit
    /// A comment on a pull request.
    case markdown
    /// The event log, written as the run goes.
    case ndjson
    /// The findings that code hosts show beside the code.
    case sarif
    /// Lines for harnesses that read the Test Anything Protocol.
    case tap

    /// Every kind in a sentence.
    public static var namesInWords: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// True if it tells what passed between the parties.
    public var tellsMessages: Bool { self == .html || self == .ndjson }

    /// The report on a run; nil for the event log, which has been written when the run is over.
    ///
    /// - Throws: `ConformanceError` with `.unwritableReport`.
    public func text(_ record: RunRecord) throws(ConformanceError) -> String? {
        switch self {
        case .html: HTMLReport(record).text()
        case .json: try JSONReport(record).text()
        case .junit: JUnitReport(record).text()
        case .markdown: MarkdownReport(record).text()
        case .ndjson: nil
        case .sarif: try SARIFReport(record).text()
        case .tap: TAPReport(record).text()
        }
    }
}

/// One `--report KIND=PATH`.
public struct ReportRequest: Sendable, Hashable {
    /// The form.
    public let kind: ReportKind
    /// Where it goes.
    public let path: String

    /// Reads `KIND=PATH`.
    ///
    /// - Throws: `ConformanceError` with `.unknownReport`, in a sentence that names the kinds that exist.
    public init(_ argument: String) throws(ConformanceError) {
        let kinds = ReportKind.namesInWords
        guard let equals = argument.firstIndex(of: "="), argument.index(after: equals) < argument.endIndex else {
            throw ConformanceError(
                .unknownReport, "a report is asked for as KIND=PATH, not as \"\(argument)\"; the kinds are \(kinds)")
        }
        let name = String(argument[..<equals])
        guard let kind = ReportKind(rawValue: name) else {
            throw ConformanceError(.unknownReport, "there is no report of the kind \"\(name)\"; the kinds are \(kinds)")
        }
        self.kind = kind
        path = String(argument[argument.index(after: equals)...])
    }
}
