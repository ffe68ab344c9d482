// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Foundation
import ScenarioLanguage
import Testbed

/// Reads files of any kind that the suite knows, and tells what is wrong with them.
struct FileCheck {
    /// The files and folders to check.
    let paths: [String]
    /// Where the scenarios are that checked files may refer to.
    let suiteFolders: [String]

    /// The number of files that were read, and what is wrong with them in order of place.
    func run() -> (files: Int, diagnostics: [Diagnostic]) {
        var problems = DiagnosticList()
        let (texts, unread) = SourceText.read(paths: paths)
        problems.add(contentsOf: unread)
        var scenarios: [SourceText] = []
        var lists: [SourceText] = []
        var tenantData: [SourceText] = []
        for text in texts {
            switch Self.kind(of: text) {
            case .scenarios: scenarios.append(text)
            case .target:
                _ = problems.attempt { () throws(Diagnostic) in try TargetParser.parse(text.text, file: text.path) }
            case .knownFailing: lists.append(text)
            case .tenantData: tenantData.append(text)
            }
        }
        problems.add(contentsOf: TenantDataFolder.read(tenantData).problems.all)
        let known = knownElsewhere(than: Set(scenarios.map(\.path)))
        let (library, diagnostics) = ScenarioLibrary.load(scenarios, grammar: Suite.grammar, known: known)
        problems.add(contentsOf: diagnostics)
        for list in lists {
            let all = library.scenarios + known.scenarios
            problems.add(contentsOf: KnownFailing.read(list.text, file: list.path, scenarios: all).diagnostics)
        }
        return (texts.count + unread.count, problems.sorted)
    }

    private enum Kind {
        case scenarios
        case target
        case knownFailing
        case tenantData
    }

    /// A list is one of known failures, a map with the key `target` a target, one with a key of them a tenant's data,
    /// and all else a scenario or catalogue.
    private static func kind(of text: SourceText) -> Kind {
        do throws(Diagnostic) {
            switch try YAMLReader.read(text.text, file: text.path) {
            case .list: return .knownFailing
            case .map(let entries, _):
                if entries.contains(where: { $0.key == "target" }) { return .target }
                let isData = entries.contains { TenantDataFolder.keys.contains($0.key) }
                return isData && !entries.contains { $0.key == "scenario" } ? .tenantData : .scenarios
            case .scalar: return .scenarios
            }
        } catch {
            // Told once more, and with its place, when the file is read as a scenario.
            return .scenarios
        }
    }

    /// The suite without the files that are checked, so that these may refer to it and are not their own doubles.
    private func knownElsewhere(than checked: Set<String>) -> ScenarioLibrary {
        let own = Set(checked.map(Self.standardised))
        let others = SourceText.read(paths: suiteFolders).texts.filter { !own.contains(Self.standardised($0.path)) }
        return ScenarioLibrary.load(others, grammar: Suite.grammar).library
    }

    private static func standardised(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
