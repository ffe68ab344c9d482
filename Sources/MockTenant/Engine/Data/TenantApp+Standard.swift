// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension TenantApp {
    /// An app that everybody may open.
    public static let sales = TenantApp(
        id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a01", title: "Sales", table: StandardContents.table(seed: 37),
        objects: StandardContents.objects, bookmarks: StandardContents.bookmarks,
        variables: StandardContents.variables, script: StandardContents.script)
    /// Another one, so that two apps can be told apart.
    public static let stock = TenantApp(
        id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a02", title: "Stock", table: StandardContents.table(seed: 53),
        objects: StandardContents.objects, bookmarks: StandardContents.bookmarks,
        variables: StandardContents.variables, script: StandardContents.script)
    /// An app that nobody may open.
    public static let forbidden = TenantApp(
        id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1a03", title: "Board", isAccessible: false)

    /// The apps of a tenant that was told nothing else.
    public static let standard = [sales, stock, forbidden]
}

/// What stands in the standard apps: 48 rows, a sheet with five objects, two master items.
enum StandardContents {
    static let script = "Sales:\nLoad Region, Product, Year, Amount Inline [];"

    /// Every region, product and year once, with amounts that differ by the seed.
    static func table(seed: Int) -> TenantTable {
        var rows: [[TenantCell]] = []
        for region in ["North", "South", "East", "West"] {
            for product in ["Bolts", "Nuts", "Screws", "Washers"] {
                for year in [2023, 2024, 2025] {
                    let amount = 100 + (rows.count * seed) % 91
                    rows.append([
                        .text(region), .text(product), .number(Double(year)), .number(Double(amount)),
                    ])
                }
            }
        }
        return TenantTable(name: "Sales", fields: ["Region", "Product", "Year", "Amount"], rows: rows)
    }

    static let bookmarks = [
        TenantBookmark(id: "bookmark-north", title: "Only the north", selections: ["Region": ["North"]])
    ]

    static let variables = [TenantVariable(id: "variable-rate", name: "vRate", definition: "1.25")]

    static let objects: [TenantObject] = [
        sheet, salesTable, regionList, productChart, yearPivot, total, selections, regionDimension, amountMeasure,
        publishedNote,
    ]

    static let sheet = TenantObject(
        id: "sheet-overview", type: "sheet",
        properties: [
            "qMetaDef": ["title": "Overview", "description": "Sales by region, product and year"],
            "rank": 0, "columns": 24, "rows": 12, "thumbnail": ["qStaticContentUrlDef": nil],
            "cells": [
                cell("table-sales", "table", column: 0, row: 0), cell("list-region", "listbox", column: 12, row: 0),
                cell("chart-products", "barchart", column: 0, row: 6),
                cell("pivot-years", "pivot-table", column: 12, row: 6), cell("kpi-total", "kpi", column: 18, row: 6),
            ],
            "qChildListDef": ["qData": ["title": "/title"]],
        ])

    private static func cell(_ name: JSONValue, _ type: JSONValue, column: Int, row: Int) -> JSONValue {
        ["name": name, "type": type, "col": .int(column), "row": .int(row), "colspan": 12, "rowspan": 6]
    }

    /// The `Reader` column is the user's own marker: whoever sees another one has another's data.
    static let salesTable = TenantObject(
        id: "table-sales", type: "table",
        properties: [
            "qMetaDef": ["title": "Sales"], "title": "Sales", "visualization": "table",
            "showCondition": "",
            "qHyperCubeDef": [
                "qDimensions": [
                    dimension("Region"), dimension("Product"), dimension("Reader"),
                ],
                "qMeasures": [measure("Sum(Amount)", "Amount"), measure("Count(Year)", "Years")],
                "qInitialDataFetch": [["qLeft": 0, "qTop": 0, "qWidth": 5, "qHeight": 10]],
            ],
        ])

    static let regionList = TenantObject(
        id: "list-region", type: "listbox",
        properties: [
            "title": "Region",
            "qListObjectDef": [
                "qDef": ["qFieldDefs": ["Region"], "qFieldLabels": ["Region"]],
                "qInitialDataFetch": [["qLeft": 0, "qTop": 0, "qWidth": 1, "qHeight": 20]],
            ],
        ])

    static let productChart = TenantObject(
        id: "chart-products", type: "barchart",
        properties: [
            "title": "Products by region", "visualization": "barchart",
            "qHyperCubeDef": [
                "qMode": "K", "qDimensions": [dimension("Region"), dimension("Product")],
                "qMeasures": [measure("Sum(Amount)", "Amount")],
                "qInitialDataFetch": [["qLeft": 0, "qTop": 0, "qWidth": 4, "qHeight": 4]],
            ],
        ])

    static let yearPivot = TenantObject(
        id: "pivot-years", type: "pivot-table",
        properties: [
            "title": "Years", "visualization": "pivot-table",
            "qHyperCubeDef": [
                "qMode": "P", "qNoOfLeftDims": 1,
                "qDimensions": [["qLibraryId": "dimension-region"], dimension("Year")],
                "qMeasures": [["qLibraryId": "measure-amount"]],
                "qInitialDataFetch": [["qLeft": 0, "qTop": 0, "qWidth": 10, "qHeight": 10]],
            ],
        ])

    static let total = TenantObject(
        id: "kpi-total", type: "kpi",
        properties: [
            "title": ["qStringExpression": ["qExpr": "='Total of ' & OSUser()"]],
            "value": ["qValueExpression": ["qExpr": "Sum(Amount) * $(vRate)"]],
        ])

    static let selections = TenantObject(
        id: "current-selections", type: "CurrentSelection", properties: ["qSelectionObjectDef": [:]])

    static let regionDimension = TenantObject(
        kind: .dimension, id: "dimension-region", type: "dimension",
        properties: [
            "qMetaDef": ["title": "Region"],
            "qDim": ["qGrouping": "N", "qFieldDefs": ["Region"], "qFieldLabels": ["Region"], "title": "Region"],
        ])

    static let amountMeasure = TenantObject(
        kind: .measure, id: "measure-amount", type: "measure",
        properties: [
            "qMetaDef": ["title": "Amount"],
            "qMeasure": ["qLabel": "Amount", "qDef": "Sum(Amount)", "qGrouping": "N", "qExpressions": []],
        ])

    static let publishedNote = TenantObject(
        id: "note-published", type: "text-image", properties: ["title": "Published"], isChangeable: false)

    private static func dimension(_ field: JSONValue) -> JSONValue {
        ["qDef": ["qFieldDefs": [field], "qFieldLabels": [field]]]
    }

    private static func measure(_ expression: JSONValue, _ label: JSONValue) -> JSONValue {
        ["qDef": ["qDef": expression, "qLabel": label]]
    }
}
