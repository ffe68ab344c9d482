// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import ScenarioLanguage

/// Which statuses an answer may have: `200`, `[200, 204]`, `4xx`, `[401, 3xx]`.
struct StatusPattern: Sendable, Hashable {
    private let ranges: [ClosedRange<Int>]
    let inWords: String

    init(_ node: Node) throws(Diagnostic) {
        var ranges: [ClosedRange<Int>] = []
        let texts = try node.strings()
        for text in texts {
            if let status = Int(text), (100...599).contains(status) {
                ranges.append(status...status)
            } else if text.count == 3, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue,
                (1...5).contains(digit)
            {
                ranges.append((digit * 100)...(digit * 100 + 99))
            } else {
                throw Diagnostic(node.place, "expected a status such as 200 or 4xx, found \"\(text)\"")
            }
        }
        self.ranges = ranges
        inWords = texts.joined(separator: " or ")
    }

    func contains(_ status: Int) -> Bool {
        ranges.contains { $0.contains(status) }
    }
}
