// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Conformance
import Foundation

/// The terminal or log that the command writes to.
enum Console {
    /// Colours and a moving line only where somebody watches.
    static var style: TextStyle {
        let isWatched = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["CI"] == nil
        return isWatched ? .terminal : .plain
    }

    /// Writes to standard output at once, so that a log shows progress.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes to standard error.
    static func error(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
