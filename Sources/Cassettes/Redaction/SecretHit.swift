// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A place in a file where a secret stands, or what looks like one.
public struct SecretHit: Sendable, Hashable, CustomStringConvertible {
    /// The table.
    public var table: String
    /// The values of the row's primary key.
    public var row: String
    /// The column.
    public var column: String
    /// What it is, without its value.
    public var what: String

    /// The place and what stands there.
    public var description: String { "table \(table), row \(row), column \(column): \(what)" }
}
