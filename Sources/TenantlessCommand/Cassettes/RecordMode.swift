// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import ArgumentParser
import Foundation

/// What is asked of the tenant while a cassette is played.
enum RecordMode: String, CaseIterable, ExpressibleByArgument {
    /// Nothing: the cassette answers, or nobody does.
    case none
    /// Everything if there is no cassette yet, nothing otherwise.
    case once
    /// What the cassette has nothing for, and that is added to it.
    case newEntries = "new-entries"
    /// Everything; what was recorded before stays beside it.
    case all

    /// The mode that is in force: continuous integration never asks a tenant.
    static func inForce(_ asked: RecordMode) -> RecordMode {
        ProcessInfo.processInfo.environment["CI"] == nil ? asked : .none
    }

    /// Whether everything goes to the tenant and is recorded.
    func recordsAll(into path: String) -> Bool {
        switch self {
        case .all: true
        case .once: !FileManager.default.fileExists(atPath: path)
        case .none, .newEntries: false
        }
    }
}
