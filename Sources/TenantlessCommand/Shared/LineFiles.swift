// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Terminal

/// Files that grow by a line at a time, so that what was written stays when the command is killed.
struct LineFiles: Sendable {
    private let files: [FileHandle]

    /// Empties the files, or makes them with the folders that they are to be in.
    ///
    /// - Throws: `InvalidInput`.
    init(_ paths: [String]) throws {
        files = try paths.map { path in
            try TextFile.write("", to: path)
            guard let file = FileHandle(forWritingAtPath: path) else {
                throw InvalidInput("\(path): cannot be written")
            }
            return file
        }
    }

    /// Writes a line, with its end, to each file at once.
    func append(_ line: String) throws {
        for file in files { try file.write(contentsOf: Data(line.utf8)) }
    }
}
