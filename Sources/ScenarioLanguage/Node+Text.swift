// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

extension Node {
    /// The value in one line, as YAML writes it between braces and brackets.
    public var flowText: String {
        switch self {
        case .scalar(let text, let isQuoted, _): isQuoted ? "\"\(text)\"" : text
        case .list(let nodes, _): "[" + nodes.map(\.flowText).joined(separator: ", ") + "]"
        case .map(let entries, _):
            "{ " + entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", ") + " }"
        }
    }
}

extension Step {
    /// The whole sentence in one line: `ana gets: /api/v1/users/me, expect { status: 200 }`.
    public var text: String {
        if case .together(let times, _, let steps) = body {
            return "together \(times.text) times: " + steps.map(\.text).joined(separator: "; ")
        }
        let what = object.isNothing ? sentence : "\(sentence): \(object.flowText)"
        return expect.map { "\(what), expect \($0.flowText)" } ?? what
    }
}

extension Quantity {
    /// The quantity as a file writes it.
    fileprivate var text: String {
        guard let limit else { return "\(amount)" }
        return amount == 0 ? "<limits.\(limit)>" : "<limits.\(limit)> \(amount < 0 ? "-" : "+") \(amount.magnitude)"
    }
}
