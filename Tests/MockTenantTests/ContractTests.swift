// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import Testing

/// `Fixtures/Contract/tenant.yaml` and the names of the tests below this folder say the same.
@Suite struct ContractTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The rows of the contract by id, as in "2.2.4".
    static func rows() throws -> [(id: String, row: NodeMap)] {
        let file = folder.appending(path: "../../Fixtures/Contract/tenant.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let contract = try YAMLReader.read(text, file: "tenant.yaml").asMap(["sources", "sections"])
        let sources = try contract.required("sources").asMap().entries
        return try contract.required("sections").asMap().entries.flatMap { section in
            try section.value.asMap().entries.map { entry in
                let row = try entry.value.asMap(["mark", "from", "says"])
                _ = try row.required("mark").word("mark", among: ["documented", "seen", "inferred"])
                _ = try row.required("from").word("source", among: sources.map(\.key))
                return ("\(section.key).\(entry.key)", row)
            }
        }
    }

    /// The ids at the beginning of the names of tests, as in `@Test("§2.2.4 …")`.
    static func namedRows() throws -> Set<String> {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        var ids: Set<String> = []
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for test in text.matches(of: #/@Test\(\s*"((?:§[0-9.]+ )+)/#) {
                ids.formUnion(test.1.split(separator: " ").map { String($0.dropFirst()) })
            }
        }
        return ids
    }

    @Test func everyRowIsWholeAndStandsOnce() throws {
        let rows = try Self.rows()
        #expect(Set(rows.map(\.id)).count == rows.count)
        let sentences = try rows.map { try $0.row.required("says").string() }
        #expect(Set(sentences).count == rows.count && !sentences.contains(""))
    }

    @Test func everyRowHasATestAndEveryTestNamesARow() throws {
        let rows = Set(try Self.rows().map(\.id))
        let named = try Self.namedRows()
        #expect(rows.subtracting(named).sorted() == [])
        #expect(named.subtracting(rows).sorted() == [])
    }
}
