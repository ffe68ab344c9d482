// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A form in which the outcome of a run can be written to a file.
public enum ReportKind: String, Sendable, Hashable, CaseIterable {
    /// One JSON object, whose names are a public contract.
    case json
    /// The XML that continuous integration servers read.
    case junit
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
        let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
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
