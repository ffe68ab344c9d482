// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import ScenarioRunner
import Testing

/// Every file of `Fixtures/InvalidScenarios` gives exactly the diagnostics that stand beside it.
///
/// `TENANTLESS_UPDATE_EXPECTED=1 swift test --filter InvalidScenarioTests` writes the `.expected` files anew.
@Suite struct InvalidScenarioTests {
    static let folder = RepositoryFiles.root.appending(path: "Fixtures/InvalidScenarios")

    static let names: [String] = {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return entries.filter { !$0.hasSuffix(".expected") }.sorted()
    }()

    private static let catalogue = ScenarioLibrary.load(
        paths: [RepositoryFiles.root.appending(path: "Scenarios").path], grammar: Vocabulary.grammar
    ).library.requirements

    @Test(arguments: names) func givesTheseDiagnostics(_ name: String) throws {
        let texts = try RepositoryFiles.yaml(in: Self.folder, name)
        let (_, diagnostics) = ScenarioLibrary.load(
            texts, grammar: Vocabulary.grammar, known: ScenarioLibrary(requirements: Self.catalogue))
        let seen = diagnostics.map { "\($0)\n" }.joined()
        let file = Self.folder.appending(path: name.replacing(".yaml", with: "") + ".expected")
        if ProcessInfo.processInfo.environment["TENANTLESS_UPDATE_EXPECTED"] == "1" {
            try seen.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try seen == String(contentsOf: file, encoding: .utf8))
        #expect(!diagnostics.isEmpty)
    }

    @Test func thereAreSome() {
        #expect(Self.names.count >= 10)
    }
}

/// Finds files of the repository from the place of this one.
enum RepositoryFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The YAML file of this name, or all of a folder, named as below `folder`.
    static func yaml(in folder: URL, _ name: String) throws -> [SourceText] {
        let url = folder.appending(path: name)
        guard !name.hasSuffix(".yaml") else {
            return [SourceText(path: name, text: try String(contentsOf: url, encoding: .utf8))]
        }
        return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().map { file in
            let text = try String(contentsOf: url.appending(path: file), encoding: .utf8)
            return SourceText(path: "\(name)/\(file)", text: text)
        }
    }
}
