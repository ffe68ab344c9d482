// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Foundation
import ScenarioLanguage
import ScenarioRunner
import Terminal

/// The file with the known failures of a target, read and perhaps to be written again.
struct Baseline {
    /// What is known to fail.
    let list: KnownFailing
    /// Whether the run is to bring the file up to date.
    let isToBeUpdated: Bool
    private let path: String?
    private let text: String

    /// Reads the file that the command names; one that is to be updated need not exist.
    ///
    /// - Throws: `InvalidInput`.
    init(_ command: VerifyCommand, library: ScenarioLibrary) throws {
        isToBeUpdated = command.updateKnownFailing != nil
        path = command.updateKnownFailing ?? command.knownFailing
        guard let path, !isToBeUpdated || FileManager.default.fileExists(atPath: path) else {
            (list, text) = (.none, "")
            return
        }
        text = try TextFile.read(path)
        let (list, diagnostics) = KnownFailing.read(text, file: path, scenarios: library.scenarios)
        guard diagnostics.isEmpty else { throw InvalidInput(diagnostics.map(\.description)) }
        self.list = list
    }

    /// Writes the file anew, if that was asked for; true if so.
    ///
    /// - Throws: `InvalidInput`.
    func update(_ results: [ScenarioResult]) throws -> Bool {
        guard isToBeUpdated, let path else { return false }
        let today = Date.now.formatted(.iso8601.year().month().day())
        let update = KnownFailingUpdate(of: list, text: text, results: results, date: today)
        try TextFile.write(update.text, to: path)
        let staying = list.entries.count - update.removed.count
        Console.write("\(path): \(update.added.count) added, \(update.removed.count) removed, \(staying) stay\n")
        return true
    }
}
