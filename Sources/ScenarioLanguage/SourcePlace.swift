// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A position in a source file: line and column count from 1.
public struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
    /// The file as it was named by the caller.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// Makes a place.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as editors and terminals understand it.
    public var description: String { "\(file):\(line):\(column)" }
}
