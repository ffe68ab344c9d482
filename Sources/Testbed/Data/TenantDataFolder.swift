// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import MockTenant
public import ScenarioLanguage

/// Reads a tenant's data from YAML files, such as those of `Fixtures/Tenant`.
///
/// - Shape: each file is a map with keys of `TenantDataReader.keys`; a key may stand in one of the files only.
///   What no file gives, the tenant has not.
public enum TenantDataFolder {
    /// The keys that files may have at their top level.
    public static var keys: [String] { TenantDataReader.keys }

    /// The data in the files at or below `path`.
    ///
    /// - Throws: `TenantDataProblem` with everything that is wrong, each with its place.
    public static func load(_ path: String) throws(TenantDataProblem) -> TenantData {
        let (texts, unread) = SourceText.read(paths: [path])
        var (data, problems) = read(texts)
        problems.add(contentsOf: unread)
        guard !problems.hasErrors else { throw TenantDataProblem(diagnostics: problems.sorted) }
        return data
    }

    /// The data in some texts, and what is wrong with them.
    public static func read(_ texts: [SourceText]) -> (data: TenantData, problems: DiagnosticList) {
        var problems = DiagnosticList()
        var entries: [Node.Entry] = []
        for text in texts {
            let map = problems.attempt { () throws(Diagnostic) in
                try YAMLReader.read(text.text, file: text.path).asMap(TenantDataReader.keys)
            }
            for entry in map?.entries ?? [] {
                if let first = entries.first(where: { $0.key == entry.key }) {
                    problems.add(Diagnostic(entry.keyPlace, "\"\(entry.key)\" stands in \(first.keyPlace) already"))
                } else {
                    entries.append(entry)
                }
            }
        }
        var reader = TenantDataReader()
        reader.read(entries)
        problems.add(contentsOf: reader.problems.all)
        return (reader.data, problems)
    }
}

/// Everything that is wrong with the files of a tenant's data.
public struct TenantDataProblem: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in order of place.
    public let diagnostics: [Diagnostic]

    /// One line for each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
