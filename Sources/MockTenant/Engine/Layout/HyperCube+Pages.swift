// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension HyperCube {
    var width: Int { dimensions.count + measures.count }

    /// The pages of a straight table.
    func dataPages(_ pages: [EnginePage], table: EngineTable) -> JSONValue {
        .array(pages.map { dataPage($0, table: table) })
    }

    private func dataPage(_ page: EnginePage, table: EngineTable) -> JSONValue {
        let matrix = page.rows(of: rows).map { row in
            JSONValue.array(Array(page.columns(of: cells(of: row, table: table))))
        }
        return [
            "qMatrix": .array(matrix), "qTails": [["qUp": 0, "qDown": 0]],
            "qArea": page.area(width: width, height: rows.count),
        ]
    }

    private func cells(of row: Row, table: EngineTable) -> [JSONValue] {
        let keys = row.elements.indices.map { index in
            cell(element: row.elements[index], dimension: index, table: table)
        }
        return keys + row.values.map { EngineCell.measure($0) }
    }

    private func cell(element: Int, dimension: Int, table: EngineTable) -> JSONValue {
        EngineCell.value(
            table.fields[dimensions[dimension].field].values[element], element: element,
            state: states[dimension][element])
    }
}
