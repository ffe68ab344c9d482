// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
import Terminal
import Testbed

/// Reads the target that `--target` names.
enum TargetFile {
    /// Stands for the path of this command in a target's `command`, so that the proxy of this package can be started
    /// as a process of its own wherever it was built.
    static let ownPath = "<tenantless>"
    /// Stands for the folder of the target file, so that what lies beside it is found from everywhere.
    static let folder = "<here>"

    /// The target in a file; the proxy of this package, in process, without one.
    ///
    /// - Throws: `InvalidInput`.
    static func load(_ path: String?) throws -> Target {
        let path = path ?? Suite.builtInTarget
        do throws(Diagnostic) {
            let words = words(of: path)
            return try TargetParser.parse(try SourceText.read(path).text, file: path) {
                (text, place) throws(Diagnostic) in
                try variables(in: words.reduce(text) { $0.replacing($1.key, with: $1.value) }, at: place)
            }
        } catch {
            throw InvalidInput(error.description)
        }
    }

    private static func words(of path: String) -> [String: String] {
        [
            ownPath: Bundle.main.executablePath ?? CommandLine.arguments[0],
            folder: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        ]
    }

    /// The text with each `<env:NAME>` replaced, so that no secret need stand in the file.
    private static func variables(in text: String, at place: SourcePlace) throws(Diagnostic) -> String {
        var filled = text
        while let start = filled.firstRange(of: "<env:"), let end = filled[start.upperBound...].firstIndex(of: ">") {
            let name = String(filled[start.upperBound..<end])
            guard let value = ProcessInfo.processInfo.environment[name] else {
                throw Diagnostic(place, "the variable \(name) is not set in the environment")
            }
            filled.replaceSubrange(start.lowerBound...end, with: value)
        }
        return filled
    }
}
