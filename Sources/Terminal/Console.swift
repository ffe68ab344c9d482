// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// The terminal or log that a command writes to.
public enum Console {
    /// Writes to standard output at once, so that a log shows progress.
    public static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes to standard error.
    public static func error(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
