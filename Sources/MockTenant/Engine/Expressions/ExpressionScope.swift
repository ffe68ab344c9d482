// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What an expression may look at.
struct ExpressionScope: Sendable {
    let user: TenantUser
    var table = EngineTable(TenantTable(), reader: "")
    /// The rows that the current selections, and the dimensions of the chart, leave.
    var rows: [Int] = []
    var variables: [String: String] = [:]

    /// The scope of one group of rows.
    func narrowed(to rows: [Int]) -> ExpressionScope {
        var scope = self
        scope.rows = rows
        return scope
    }

    /// The texts of the variables put in the place of `$(name)`, once.
    func expanded(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "$(") {
            guard let end = rest[start.upperBound...].firstIndex(of: ")") else { break }
            result += rest[..<start.lowerBound]
            result += variables[String(rest[start.upperBound..<end])] ?? ""
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
