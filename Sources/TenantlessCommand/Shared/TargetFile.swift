// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import ScenarioLanguage
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
            return filled(try TargetParser.parse(try SourceText.read(path).text, file: path), from: path)
        } catch {
            throw InvalidInput(error.description)
        }
    }

    private static func filled(_ target: Target, from path: String) -> Target {
        guard case .command(let command) = target.start else { return target }
        let own = Bundle.main.executablePath ?? CommandLine.arguments[0]
        let here = URL(fileURLWithPath: path).deletingLastPathComponent().path
        func fill(_ text: String) -> String { text.replacing(ownPath, with: own).replacing(folder, with: here) }
        var target = target
        target.start = .command(
            TargetCommand(
                arguments: command.arguments.map(fill), environment: command.environment.mapValues(fill),
                ready: command.ready, patience: command.patience))
        return target
    }
}
