// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// The part of a table that a client asks for.
struct EnginePage: Sendable, Hashable {
    let left: Int
    let top: Int
    let width: Int
    let height: Int

    /// - Source: qlik.dev, "NxPage".
    init(_ page: JSONValue) {
        func number(_ name: String) -> Int { max(0, page[name]?.intValue ?? 0) }
        left = number("qLeft")
        top = number("qTop")
        width = number("qWidth")
        height = number("qHeight")
    }

    static func list(_ pages: JSONValue?) -> [EnginePage] { (pages?.arrayValue ?? []).map { EnginePage($0) } }

    /// What of a list of rows is inside.
    func rows<Row>(of all: [Row]) -> ArraySlice<Row> { all.dropFirst(top).prefix(height) }
    /// What of a list of columns is inside.
    func columns<Column>(of all: [Column]) -> ArraySlice<Column> { all.dropFirst(left).prefix(width) }

    /// The area as the answer states it, cut to what there is.
    func area(width: Int, height: Int) -> JSONValue {
        [
            "qLeft": .int(left), "qTop": .int(top),
            "qWidth": .int(max(0, min(self.width, width - left))),
            "qHeight": .int(max(0, min(self.height, height - top))),
        ]
    }
}
