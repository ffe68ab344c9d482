// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// `Sum`, `Count`, `Avg`, `Min`, `Max` and `Only` of a field over the rows of a scope.
enum Aggregation: String, CaseIterable {
    case sum, count, avg, min, max, only

    /// The value of the field over the rows; nil where there is none.
    func value(of field: Int, in scope: ExpressionScope, isDistinct: Bool) -> Expression.Value? {
        var cells = scope.rows.map { scope.table.cell(row: $0, field: field) }
        if isDistinct {
            var seen: Set<TenantCell> = []
            cells = cells.filter { seen.insert($0).inserted }
        }
        let numbers = cells.compactMap(\.number)
        switch self {
        case .sum: return .number(numbers.reduce(0, +))
        case .count: return .number(Double(cells.count))
        case .avg: return numbers.isEmpty ? nil : .number(numbers.reduce(0, +) / Double(numbers.count))
        case .min: return numbers.min().map { .number($0) }
        case .max: return numbers.max().map { .number($0) }
        case .only: return Set(cells).count == 1 ? cells.first.map(Expression.Value.init) : nil
        }
    }
}
