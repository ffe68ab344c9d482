// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The little of the expression language that a test needs.
///
/// - Shape: numbers, `'texts'`, `+ - * / &`, parentheses, `$(variable)`, `OSUser()`, fields, and the aggregations of
///   one field; what it cannot read evaluates to the text `-`, as a failed expression does on a sheet.
enum Expression {
    enum Value: Equatable, Sendable {
        case number(Double)
        case text(String)

        init(_ cell: TenantCell) {
            switch cell {
            case .number(let number): self = .number(number)
            case .text(let text): self = .text(text)
            }
        }

        var shown: String {
            switch self {
            case .number(let number): NumberText.of(number)
            case .text(let text): text
            }
        }

        var number: Double? {
            if case .number(let number) = self { number } else { nil }
        }
    }

    static let failed = Value.text("-")

    static func evaluate(_ text: String, in scope: ExpressionScope) -> Value {
        let source = scope.expanded(text)
        var parser = ExpressionParser(source.first == "=" ? String(source.dropFirst()) : source, scope: scope)
        guard let value = parser.whole() else { return failed }
        if case .number(let number) = value, !number.isFinite { return failed }
        return value
    }
}
