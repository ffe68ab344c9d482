// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The table of an app as one user's engine session holds it: values numbered per field, rows of such numbers.
///
/// - Shape: a further field `Reader` has the user's marker in every row, as section access would give it.
/// - Source: qlik.dev, "Associative engine": the element number of a value is its place in the order of loading.
struct EngineTable: Sendable {
    struct Field: Sendable {
        let name: String
        var values: [TenantCell] = []
        fileprivate var numbers: [TenantCell: Int] = [:]

        init(name: String) { self.name = name }

        fileprivate mutating func number(of cell: TenantCell) -> Int {
            if let number = numbers[cell] { return number }
            numbers[cell] = values.count
            values.append(cell)
            return values.count - 1
        }

        /// The element whose text this is.
        func element(shown text: String) -> Int? { values.firstIndex { $0.shown == text } }
    }

    static let readerField = "Reader"

    let name: String
    let fields: [Field]
    /// The element numbers of each row, in the order of the fields.
    let rows: [[Int]]

    init(_ table: TenantTable, reader: String) {
        name = table.name
        var fields = (table.fields + [Self.readerField]).map { Field(name: $0) }
        rows = table.rows.map { row in
            (row + [.text(reader)]).enumerated().map { fields[$0.offset].number(of: $0.element) }
        }
        self.fields = fields
    }

    /// The position of a field by its name, with or without `=` and brackets.
    func index(of name: String) -> Int? {
        var bare = name.drop { $0 == "=" || $0 == " " }
        if bare.first == "[", bare.last == "]" { bare = bare.dropFirst().dropLast() }
        return fields.firstIndex { $0.name == bare }
    }

    func cell(row: Int, field: Int) -> TenantCell { fields[field].values[rows[row][field]] }
}
