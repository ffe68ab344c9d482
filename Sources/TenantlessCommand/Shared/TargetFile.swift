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

    /// The target in a file; the proxy of this package, in process, without one.
    ///
    /// - Throws: `InvalidInput`.
    static func load(_ path: String?) throws -> Target {
        guard let path else { return try parse(Suite.builtInTarget) }
        return try parse(path)
    }

    private static func parse(_ path: String) throws -> Target {
        do throws(Diagnostic) {
            return replaced(try TargetParser.parse(try SourceText.read(path).text, file: path))
        } catch {
            throw InvalidInput(error.description)
        }
    }

    private static func replaced(_ target: Target) -> Target {
        guard case .command(let command) = target.start, command.arguments.contains(ownPath) else { return target }
        let own = Bundle.main.executablePath ?? CommandLine.arguments[0]
        let start = TargetCommand(
            arguments: command.arguments.map { $0 == ownPath ? own : $0 }, environment: command.environment,
            ready: command.ready, patience: command.patience)
        return Target(
            name: target.name, start: .command(start), routes: target.routes, sessionCookie: target.sessionCookie,
            publicOrigin: target.publicOrigin, features: target.features, lifetimes: target.lifetimes,
            limits: target.limits, store: target.store, logs: target.logs, isSequential: target.isSequential)
    }
}
