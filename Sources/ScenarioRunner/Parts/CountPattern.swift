// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// How many: a number, or `{ at-least: 1, at-most: 3 }`.
struct CountPattern: Sendable, Hashable {
    let range: ClosedRange<Int>

    init(_ node: Node) throws(Diagnostic) {
        guard case .map = node else {
            let count = try node.count()
            range = count...count
            return
        }
        let map = try node.asMap(["at-least", "at-most"])
        let least = try map["at-least"]?.count() ?? 0
        let most = try map["at-most"]?.count() ?? Int.max
        guard least <= most else { throw Diagnostic(node.place, "at-least is more than at-most") }
        range = least...most
    }

    static func optional(_ node: Node?) throws(Diagnostic) -> CountPattern? {
        guard let node else { return nil }
        return try CountPattern(node)
    }

    /// The count in words.
    var inWords: String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        if range.upperBound == .max { return "at least \(range.lowerBound)" }
        if range.lowerBound == 0 { return "at most \(range.upperBound)" }
        return "\(range.lowerBound) to \(range.upperBound)"
    }
}
