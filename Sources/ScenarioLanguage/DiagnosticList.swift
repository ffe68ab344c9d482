// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Collects diagnostics, so that one reading of a file reports all its mistakes.
public struct DiagnosticList: Sendable {
    /// What was collected, in the order of reporting.
    public private(set) var all: [Diagnostic] = []

    /// Makes an empty list.
    public init() {}

    /// True if at least one entry is an error.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// The entries by file, line and column.
    public var sorted: [Diagnostic] {
        all.sorted { one, other in
            if one.place.file != other.place.file { return one.place.file < other.place.file }
            if one.place.line != other.place.line { return one.place.line < other.place.line }
            if one.place.column != other.place.column { return one.place.column < other.place.column }
            return one.message < other.message
        }
    }

    /// Adds one diagnostic.
    public mutating func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    /// Adds several diagnostics.
    public mutating func add(contentsOf diagnostics: [Diagnostic]) {
        all.append(contentsOf: diagnostics)
    }

    /// Runs `work`; a diagnostic that it throws is collected and the result is nil.
    public mutating func attempt<T>(_ work: () throws(Diagnostic) -> T) -> T? {
        do {
            return try work()
        } catch {
            add(error)
            return nil
        }
    }
}
