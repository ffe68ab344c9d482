// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension HyperCube {
    /// The pages of a pivot table: a tree to the left, a tree on top, and the measures where they meet.
    ///
    /// - Source: qlik.dev, "NxPivotPage".
    func pivotPages(_ pages: [EnginePage], table: EngineTable) -> JSONValue {
        .array(pages.map { pivotPage($0, table: table) })
    }

    private func pivotPage(_ page: EnginePage, table: EngineTable) -> JSONValue {
        let allLeft = Self.distinct(rows.map { Array($0.elements.prefix(leftDimensions)) })
        let top = Self.distinct(rows.map { Array($0.elements.dropFirst(leftDimensions)) })
        let left = Array(page.rows(of: allLeft))
        let values = Dictionary(rows.map { ($0.elements, $0.values) }) { first, _ in first }
        let data = left.map { leftKey in
            JSONValue.array(
                Array(
                    page.columns(
                        of: top.flatMap { topKey in Self.pivotCells(values[leftKey + topKey], measures.count) })))
        }
        let topNodes =
            top.contains([]) ? measures.map(Self.pseudoNode) : nodes(of: top, from: leftDimensions, table: table)
        return [
            "qLeft": .array(nodes(of: left, from: 0, table: table)), "qTop": .array(topNodes), "qData": .array(data),
            "qArea": page.area(width: top.count * measures.count, height: allLeft.count),
        ]
    }

    /// The pages of stacked charts: one tree, whose leaves have the first measure.
    ///
    /// - Source: qlik.dev, "NxStackPage".
    func stackPages(_ pages: [EnginePage], table: EngineTable) -> JSONValue {
        .array(
            pages.map { page in
                let firsts = Self.distinct(rows.map { Array($0.elements.prefix(1)) })
                let kept = Array(page.rows(of: firsts))
                let inner = rows.filter { kept.contains(Array($0.elements.prefix(1))) }
                let root = Self.node(
                    text: "", element: 0, type: "R", value: totals.first?.number,
                    children: nodes(of: inner.map(\.elements), from: 0, table: table))
                return ["qData": [root], "qArea": page.area(width: dimensions.count, height: firsts.count)]
            })
    }

    /// The tree of the combinations, each a path from the root.
    private func nodes(of keys: [[Int]], from dimension: Int, table: EngineTable, before: [Int] = []) -> [JSONValue] {
        guard let width = keys.first?.count, width > 0 else { return [] }
        return Self.distinct(keys.map { [$0[0]] }).flatMap(\.self).map { element in
            let inner = keys.filter { $0[0] == element }.map { Array($0.dropFirst()) }
            let path = before + [element]
            let row = rows.first { $0.elements == path }
            return Self.node(
                text: table.fields[dimensions[dimension].field].values[element].shown, element: element, type: "N",
                value: row?.values.first?.number,
                children: width > 1 ? nodes(of: inner, from: dimension + 1, table: table, before: path) : [])
        }
    }

    private static func node(
        text: String, element: Int, type: String, value: Double?, children: [JSONValue]
    ) -> JSONValue {
        [
            "qText": .string(text), "qElemNo": .int(element), "qValue": EngineCell.number(value),
            "qType": .string(type), "qCanExpand": false, "qCanCollapse": false, "qUp": 0, "qDown": 0, "qRow": 0,
            "qMaxPos": EngineCell.number(value), "qMinNeg": 0, "qSubNodes": .array(children),
        ]
    }

    private static func pseudoNode(_ measure: Measure) -> JSONValue {
        node(text: measure.title, element: -1, type: "P", value: nil, children: [])
    }

    private static func pivotCells(_ values: [Expression.Value]?, _ count: Int) -> [JSONValue] {
        guard let values else {
            return Array(repeating: ["qText": "-", "qNum": "NaN", "qType": "U"], count: count)
        }
        return values.map { value in
            ["qText": .string(value.shown), "qNum": EngineCell.number(value.number), "qType": "V"]
        }
    }

    private static func distinct(_ keys: [[Int]]) -> [[Int]] {
        var seen: Set<[Int]> = []
        return keys.filter { seen.insert($0).inserted }
    }
}
