// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension HyperCube {
    /// The field and element at a place in a pivot table.
    ///
    /// - Source: qlik.dev, "NxSelectionCell": `L` counts columns from the left and rows down, `T` rows from the top
    ///   and columns to the right.
    func place(ofPivotCell cell: JSONValue) -> (field: Int, element: Int)? {
        guard let column = cell["qCol"]?.intValue, let row = cell["qRow"]?.intValue else { return nil }
        switch cell["qType"]?.stringValue {
        case "L": return place(level: column, index: row, of: 0..<leftDimensions)
        case "T": return place(level: row, index: column, of: leftDimensions..<dimensions.count)
        default: return nil
        }
    }

    private func place(level: Int, index: Int, of side: Range<Int>) -> (field: Int, element: Int)? {
        let dimension = side.lowerBound + level
        guard level >= 0, side.contains(dimension) else { return nil }
        var seen: Set<[Int]> = []
        let elements = rows.map { Array($0.elements[side.lowerBound...dimension]) }
            .filter { seen.insert($0).inserted }.compactMap(\.last)
        guard elements.indices.contains(index) else { return nil }
        return (dimensions[dimension].field, elements[index])
    }
}
