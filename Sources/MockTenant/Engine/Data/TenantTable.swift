// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The data of an app: one table.
public struct TenantTable: Sendable, Hashable {
    /// The name of the table.
    public var name: String
    /// The names of the fields.
    public var fields: [String]
    /// The rows, each with a cell per field.
    public var rows: [[TenantCell]]

    /// Describes a table; one that is told nothing is empty.
    public init(name: String = "Data", fields: [String] = [], rows: [[TenantCell]] = []) {
        self.name = name
        self.fields = fields
        self.rows = rows
    }
}

/// A value in a table.
public enum TenantCell: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A number.
    case number(Double)
    /// A text.
    case text(String)

    /// Makes a text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Makes a number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    /// The value as a chart shows it.
    public var shown: String {
        switch self {
        case .number(let number): NumberText.of(number)
        case .text(let text): text
        }
    }

    /// The number, nil for a text.
    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }
}

/// Numbers as the engine writes them: whole ones without a point.
enum NumberText {
    static func of(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
}
