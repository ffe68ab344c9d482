// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// Reads and writes whole text files; what goes wrong is invalid input, told with the path.
public enum TextFile {
    /// The text of a file.
    ///
    /// - Throws: `InvalidInput`.
    public static func read(_ path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw InvalidInput("\(path): cannot be read: \(error.localizedDescription)")
        }
    }

    /// Writes a text, and makes the folder that it is to be in.
    ///
    /// - Throws: `InvalidInput`.
    public static func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        } catch {
            throw InvalidInput("\(path): cannot be written: \(error.localizedDescription)")
        }
    }
}
